package io.sealpost.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFunctionTest {
  private static final RenderContext CONTEXT = Contexts.of("{\"a\":\"x,y\",\"empty\":\"\"}");

  @Test
  void anIntegratorsFunctionIsCalledWithItsRenderedArguments() throws Exception {
    var parser = new TemplateParser(List.of(new Own("join_2", 2, a -> String.join("|", a))));

    assertThat(
            parser
                .parse("${join_2({{a}}, ${join_2(b, \"c, d\")})}", Place.TEXT)
                .render(CONTEXT)
                .text())
        .isEqualTo("x,y|b|c, d");
    assertThatThrownBy(() -> parser.parse("${join_3(a, b)}", Place.TEXT))
        .hasMessageContaining("did you mean ${join_2}?");
  }

  @Test
  void whatAFunctionReturnsIsNeverParsedAndFitsItsPlace() throws Exception {
    var parser = new TemplateParser(List.of(new Own("own", 0, a -> "{{a}} ${uuid}")));

    assertThat(parser.parse("${own}", Place.HEADER).render(CONTEXT).text())
        .isEqualTo("{{a}} ${uuid}");
    assertThat(parser.parse("/${own}", Place.URL).render(CONTEXT).text())
        .isEqualTo("/%7B%7Ba%7D%7D%20%24%7Buuid%7D");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uuid",
        "hmac_sha256_hex",
        "raw",
        "request_body",
        "unix_timestamp",
        "Own",
        "",
        "a b",
        "1a",
        "é"
      })
  void aBuiltInOrMalformedNameIsRefused(String name) {
    assertThatThrownBy(() -> new TemplateParser(List.of(new Own(name, 0, a -> ""))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoFunctionsOfOneNameAreRefused() {
    assertThatThrownBy(
            () ->
                new TemplateParser(List.of(new Own("own", 0, a -> ""), new Own("own", 1, a -> ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("own is taken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${hmac_sha256_hex({{empty}}, x)}",
        "${hmac_sha256_base64(\"\", x)}",
        "${hmac_sha1_hex({{empty}}, x)}",
        "${hmac_sha512_hex({{empty}}, x)}",
        "${hmac_sha512_base64({{empty}}, x)}"
      })
  void anEmptyKeyIsAnErrorOfTheMessage(String template) {
    assertThatThrownBy(() -> Contexts.parse(template, Place.TEXT).render(CONTEXT))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("function-failed"))
        .hasMessageContaining("the key is empty");
  }

  @Test
  void aFunctionThatThrowsOrReturnsNullFailsTheRenderingOnly() throws Exception {
    var parser =
        new TemplateParser(
            List.of(
                new Own("crash", 0, a -> String.valueOf(a.get(7))),
                new Own("none", 0, a -> nothing())));

    assertThatThrownBy(() -> parser.parse("${crash}", Place.TEXT).render(CONTEXT))
        .isInstanceOf(RenderException.class)
        .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> parser.parse("${none}", Place.TEXT).render(CONTEXT))
        .isInstanceOf(RenderException.class)
        .hasMessageContaining("returned null");
  }

  @Test
  void aTemplateIsRenderedByManyThreadsAtOnce() throws Exception {
    Template template =
        Contexts.parse("${hmac_sha256_hex({{auth.signing_secret}}, {{a}})}", Place.HEADER);
    String expected = template.render(CONTEXT).text();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> calls =
          IntStream.range(0, 2000)
              .<Callable<String>>mapToObj(i -> () -> template.render(CONTEXT).text())
              .toList();
      for (Future<String> result : threads.invokeAll(calls)) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @SuppressWarnings("NullAway")
  private static String nothing() {
    return null;
  }

  private record Own(String name, int arity, Function<List<String>, String> function)
      implements TemplateFunction {
    @Override
    public String apply(List<String> arguments) {
      return function.apply(arguments);
    }
  }
}
