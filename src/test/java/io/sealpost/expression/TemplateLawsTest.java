package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLDecoder;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every value a message can carry. */
class TemplateLawsTest {
  private static final JsonMapper JACKSON = new JsonMapper();

  @Property(tries = 300)
  void everyStringComesBackFromTheBody(@ForAll("texts") String value) throws Exception {
    String body = Contexts.renderBody("{\"v\":\"{{v}}\",\"w\":\"<{{v}}>\"}", context(value));

    JsonNode independent = JACKSON.readTree(body);
    assertThat(independent.get("v").textValue()).isEqualTo(value);
    assertThat(independent.get("w").textValue()).isEqualTo("<" + value + ">");
    assertThat(new String(ExactJson.write(ExactJson.read(body, 9)), UTF_8)).isEqualTo(body);
  }

  @Property(tries = 300)
  void everyKeyComesBackFromTheBody(@ForAll("texts") String key) throws Exception {
    var attributes = JsonNodeFactory.instance.objectNode();
    attributes.putObject("o").put(key, 1);
    String body = Contexts.renderBody("\"{{o}}\"", Contexts.of(attributes));

    assertThat(JACKSON.readTree(body).properties())
        .singleElement()
        .satisfies(member -> assertThat(member.getKey()).isEqualTo(key));
  }

  @Property(tries = 300)
  void aValueIsNeverParsedAgain(@ForAll("templates") String value) throws Exception {
    RenderContext context = context(value);

    assertThat(Contexts.render("{{v}}", Place.HEADER, context)).isEqualTo(value);
    assertThat(Contexts.render("a{{v}}{{v}}", Place.TEXT, context)).isEqualTo("a" + value + value);
    assertThat(JACKSON.readTree(Contexts.renderBody("[\"x{{v}}\"]", context)).get(0).textValue())
        .isEqualTo("x" + value);
    assertThat(decoded(Contexts.render("/x{{v}}", Place.URL, context))).isEqualTo("/x" + value);
    assertThat(Contexts.render("${base64({{v}})}", Place.TEXT, context))
        .isEqualTo(Contexts.render("${base64({{v}}${raw(\"\")})}", Place.TEXT, context))
        .isEqualTo(Base64.getEncoder().encodeToString(value.getBytes(UTF_8)));
  }

  @Property(tries = 300)
  void aUrlValueDecodesBackAndStaysInItsPlace(@ForAll("texts") String value) {
    String path = Contexts.render("/a/x{{v}}/b", Place.URL, context(value));
    String query = Contexts.render("/a?x={{v}}&y", Place.URL, context(value));

    assertThat(path).matches("/a/x(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*/b");
    assertThat(query).matches("/a\\?x=(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*&y");
    assertThat(decoded(path)).isEqualTo("/a/x" + value + "/b");
    assertThat(decoded(query)).isEqualTo("/a?x=" + value + "&y");
  }

  @Property(tries = 300)
  void aHeaderIsRenderedExactlyOrNotAtAll(@ForAll("texts") String value) {
    String rendered;
    try {
      rendered = Contexts.parse("{{v}}", Place.HEADER).render(context(value)).text();
    } catch (RenderException e) {
      assertThat(value).matches("(?s).*[^ -~].*| .*|.* ");
      return;
    }
    assertThat(rendered).isEqualTo(value).matches("[ -~]*");
  }

  @Property(tries = 300)
  void anyTextCanBeWrittenInQuotes(@ForAll("texts") String value) {
    String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");

    assertThat(Contexts.render("${raw(\"" + quoted + "\")}", Place.TEXT, context("")))
        .isEqualTo(value);
  }

  @Property(tries = 300)
  void noTemplateMakesTheParserFailOtherwiseThanWithProblems(@ForAll("templates") String template) {
    for (Place place : Place.values()) {
      try {
        assertThat(Contexts.PARSER.parse(template, place)).isNotNull();
      } catch (TemplateSyntaxException e) {
        assertThat(e.problems())
            .isNotEmpty()
            .allSatisfy(p -> assertThat(p.offset()).isBetween(0, template.length()));
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Character> telling =
        Arbitraries.of('"', '\\', '/', '\u0000', '\n', '\u001f', '\u007f', '\u2028', '\u2029')
            .injectDuplicates(0.1);
    Arbitrary<String> pairs =
        Arbitraries.integers().between(0x10000, 0x10FFFF).map(Character::toString);
    Arbitrary<String> basic =
        Arbitraries.chars().filter(c -> !Character.isSurrogate(c)).map(String::valueOf);
    return Arbitraries.oneOf(telling.map(String::valueOf), pairs, basic, Arbitraries.of("{{v}}"))
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> templates() {
    return Arbitraries.of(
            "${",
            "{{",
            "}}",
            "}",
            "$",
            "{",
            "(",
            ")",
            ",",
            "\"",
            "'",
            "\\",
            "v",
            "auth.api_key",
            "secret:partner",
            "uuid",
            "base64(",
            "raw(\"",
            "request_body",
            "env:HOME",
            ".",
            "[0]",
            "[\"x\"]",
            "a b",
            "%2e",
            "attributes")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  private static RenderContext context(String value) {
    return Contexts.of(JsonNodeFactory.instance.objectNode().put("v", value));
  }

  private static String decoded(String url) {
    assertThat(url).doesNotContain("+");
    return URLDecoder.decode(url, UTF_8);
  }
}
