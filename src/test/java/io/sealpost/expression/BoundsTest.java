package io.sealpost.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.expression.TemplateSyntaxException.Problem;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BoundsTest {
  private static final ObjectNode LARGE =
      JsonNodeFactory.instance.objectNode().put("v", "ü".repeat(400_000));

  @Test
  void aTextMayBeExactlyAsLargeAsTheLimitInBytes() {
    // Three bytes, four bytes, one byte.
    RenderContext context = Contexts.of("{\"v\":\"€😀x\"}");

    assertThat(Contexts.render("{{v}}", Place.TEXT, Contexts.upTo(8, context))).isEqualTo("€😀x");
    tooLarge(() -> Contexts.parse("{{v}}", Place.TEXT).render(Contexts.upTo(7, context)));
    assertThat(Contexts.render("/{{v}}", Place.URL, Contexts.upTo(23, context)))
        .isEqualTo("/%E2%82%AC%F0%9F%98%80x");
    tooLarge(() -> Contexts.parse("/{{v}}", Place.URL).render(Contexts.upTo(22, context)));
  }

  @Test
  void aBodyMayBeExactlyAsLargeAsTheLimitInBytes() {
    RenderContext context = Contexts.of("{\"v\":\"€\\u0001\"}");
    String body = Contexts.renderBody("[\"{{v}}\"]", Contexts.upTo(13, context));

    assertThat(body).isEqualTo("[\"€\\u0001\"]");
    tooLarge(() -> Contexts.parseBody("[\"{{v}}\"]").render(Contexts.upTo(12, context)));
  }

  @Test
  void aRepeatedLargeAttributeStopsAtTheLimit() {
    RenderContext context = Contexts.of(LARGE);
    String repeated = "{{attributes}}".repeat(1000);

    tooLarge(() -> Contexts.parse(repeated, Place.TEXT).render(context));
    tooLarge(() -> Contexts.parse("/?" + repeated, Place.URL).render(context));
    tooLarge(() -> Contexts.parseBody("\"" + repeated + "\"").render(context));
    tooLarge(() -> Contexts.parseBody(manyTimes("\"{{attributes}}\"")).render(context));
    tooLarge(() -> Contexts.parseBody(manyTimes("\"{{v}} {{auth.password}}\"")).render(context));
  }

  @Test
  void largeArgumentsStopAtTheirLimitThoughTheirHashIsSmall() {
    RenderContext context = Contexts.of(LARGE);
    String hash = "${sha256_hex({{attributes}})}";

    assertThat(Contexts.render(hash, Place.HEADER, Contexts.upTo(64, context))).hasSize(64);
    tooLarge(() -> Contexts.parse(hash.repeat(100), Place.HEADER).render(context));
    tooLarge(() -> Contexts.parseBody(manyTimes("\"" + hash + "\"")).render(context));
    tooLarge(
        () ->
            Contexts.parse("${sha256_hex(" + "{{v}}".repeat(100) + ")}", Place.TEXT)
                .render(context));
  }

  @Test
  void callsNestUpToSixteenLevels() throws RenderException {
    RenderContext context = Contexts.of("{}");

    assertThat(Contexts.parse(nested(16), Place.TEXT).render(context).text()).hasSize(64);
    refused(nested(17), "nested deeper than 16 levels");
    refused(nested(60_000), "nested deeper than 16 levels");
  }

  @Test
  void aTemplateHasAtMostTenThousandParts() {
    assertThat(Contexts.parse("{{a}}".repeat(10_000), Place.TEXT).references()).hasSize(10_000);
    refused("{{a}}".repeat(10_001), "more than 10000 parts");
    assertThatThrownBy(() -> Contexts.PARSER.parseBody(Contexts.json(items("1", 10_000))))
        .hasMessageContaining("more than 10000 parts");
  }

  @Test
  void aTemplateHasAtMostAMillionCharacters() {
    String longest = "a".repeat(TextReader.MAX_LENGTH);

    assertThat(Contexts.parse(longest, Place.TEXT).literalPrefix()).isEqualTo(longest);
    refused(longest + "a", "longer than 1048576 characters");
  }

  @Test
  void aBodyNestsUpToAHundredLevels() {
    String deepest = "[".repeat(100) + "]".repeat(100);

    assertThat(Contexts.renderBody(deepest, Contexts.of("{}"))).isEqualTo(deepest);
    assertThatThrownBy(() -> Contexts.PARSER.parseBody(Contexts.json("[" + deepest + "]")))
        .isInstanceOfSatisfying(
            TemplateSyntaxException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::pointer)
                    .containsExactly("/0".repeat(100)));
  }

  @Test
  void deeplyNestedAttributesAreRenderedWithoutUsingTheStack() throws RenderException {
    int levels = 50_000;
    String nested = "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
    var attributes = (ObjectNode) ExactJson.read(nested, levels + 1);

    assertThat(Contexts.renderBody("\"{{attributes}}\"", Contexts.of(attributes)))
        .isEqualTo(nested);
    assertThat(Contexts.render("{{attributes}}", Place.TEXT, Contexts.of(attributes)))
        .isEqualTo(nested);
  }

  private static String nested(int calls) {
    return "${sha256_hex(".repeat(calls) + "x" + ")}".repeat(calls);
  }

  private static String manyTimes(String item) {
    return items(item, 1000);
  }

  private static String items(String item, int times) {
    return IntStream.range(0, times).mapToObj(i -> item).collect(Collectors.joining(",", "[", "]"));
  }

  private static void refused(String template, String message) {
    assertThatThrownBy(() -> Contexts.PARSER.parse(template, Place.TEXT))
        .isInstanceOfSatisfying(
            TemplateSyntaxException.class, e -> assertThat(e.problems()).hasSize(1))
        .hasMessageContaining(message);
  }

  private static void tooLarge(ThrowingCallable rendering) {
    assertThatThrownBy(rendering)
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("too-large"));
  }
}
