package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
  private static final RenderContext CONTEXT = Contexts.of("{\"a\":\"b\"}");

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          x{{a}} {{auth.api_key}} {{secret:partner}}{{a}}      ¦ xb *** ***b
          Basic ${base64({{auth.user_name}}:{{auth.password}})} ¦ Basic ***
          ${sha256_hex({{secret:partner}})}                    ¦ ***
          ${base64(${url_encode({{auth.password}})})}{{a}}     ¦ ***b
          """)
  void secretsAndWhatIsMadeOfThemAreNotShown(String template, String masked)
      throws RenderException {
    Rendered rendered = Contexts.parse(template, Place.TEXT).render(CONTEXT);

    assertThat(rendered.masked()).isEqualTo(masked);
    assertThat(rendered).hasToString(masked);
    assertThat(rendered.text()).doesNotContain("***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          ${hmac_sha256_hex({{auth.signing_secret}}, {{a}})}
          ${base64(${hmac_sha1_hex({{secret:partner}}, {{auth.password}})})}
          {{a}} ${request_body} $${x}
          """)
  void hmacsAndTextsWithoutSecretsAreShownAsTheyAre(String template) throws RenderException {
    Rendered rendered = Contexts.parse(template, Place.TEXT).render(CONTEXT);

    assertThat(rendered.masked()).isSameAs(rendered.text());
  }

  @Test
  void aBodyIsMaskedOnlyWhereItsSecretsAre() throws RenderException {
    RenderedBody body =
        Contexts.parseBody(
                """
                {"k": "key {{auth.api_key}}", "l": ["{{secret:partner}}", "{{a}}", 1, null],
                 "h": "${hmac_sha1_hex({{auth.signing_secret}}, x)}", "o": "{{attributes}}"}
                """)
            .render(CONTEXT);

    assertThat(new String(body.bytes(), UTF_8))
        .startsWith("{\"k\":\"key k3y/+=\",\"l\":[\"p4rtn3r\",\"b\",1,null],\"h\":\"");
    assertThat(new String(body.masked(), UTF_8))
        .isEqualTo(
            new String(body.bytes(), UTF_8).replace("k3y/+=", "***").replace("p4rtn3r", "***"));
  }

  @Test
  void aMaskedBodyIsTheSameJsonWhateverSurroundsItsSecrets() throws RenderException {
    RenderContext context = Contexts.of("{\"a\":\"\\\"\\u0001😀\\\\\"}");
    RenderedBody body =
        Contexts.parseBody(
                """
                ["{{auth.password}}", "{{a}}{{auth.password}}{{a}}", "{{a}}",
                 {"\\"": "{{auth.password}}", "{": {"x": ["{{auth.password}}{{secret:partner}}"]}}]
                """)
            .render(context);

    assertThat(new String(body.masked(), UTF_8))
        .isEqualTo(
            new String(body.bytes(), UTF_8).replace("pa ss", "***").replace("p4rtn3r", "***"));
    assertThat(Contexts.parseBody("\"{{auth.password}}\"").render(context).masked())
        .asString(UTF_8)
        .isEqualTo("\"***\"");
  }

  @Test
  void aBodyWithoutSecretsHasNoSecondCopy() throws RenderException {
    for (String template :
        List.of("{\"a\":\"{{a}}\"}", "\"${hmac_sha1_hex({{auth.signing_secret}}, x)}\"")) {
      RenderedBody body = Contexts.parseBody(template).render(CONTEXT);

      assertThat(body.masked()).isSameAs(body.bytes());
    }
  }

  @Test
  void aUuidIsTheSameInTheMaskedBody() throws RenderException {
    RenderedBody body =
        Contexts.parseBody("{\"k\":\"{{auth.password}}\",\"u\":\"${uuid}\"}").render(CONTEXT);

    assertThat(new String(body.masked(), UTF_8))
        .isEqualTo(new String(body.bytes(), UTF_8).replace("pa ss", "***"));
  }

  @Test
  void aFailingFunctionDoesNotTellASecret() throws TemplateSyntaxException {
    var parser = new TemplateParser(List.of(new Complaining()));
    Template template = parser.parse("${complain({{auth.password}})}", Place.TEXT);

    assertThatThrownBy(() -> template.render(CONTEXT))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("function-failed"))
        .hasMessage("${complain(…)} failed with java.lang.IllegalArgumentException")
        .hasNoCause();
    assertThatThrownBy(() -> parser.parse("${complain({{a}})}", Place.TEXT).render(CONTEXT))
        .hasMessage("${complain(…)} failed: I dislike b")
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  private static final class Complaining implements TemplateFunction {
    @Override
    public String name() {
      return "complain";
    }

    @Override
    public int arity() {
      return 1;
    }

    @Override
    public String apply(List<String> arguments) {
      throw new IllegalArgumentException("I dislike " + arguments.get(0));
    }
  }
}
