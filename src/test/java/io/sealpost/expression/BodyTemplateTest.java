package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyTemplateTest {
  private static final RenderContext CONTEXT =
      Contexts.of(
          """
          {"s": "a\\"b\\u2028\\n😀", "n": 1.10, "big": 12345678901234567890.000, "e": 1e400,
           "neg": -0, "b": false, "nothing": null, "o": {"z": 1e2, "a": [true, null]}, "empty": {}}
          """);

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          {"x": "{{n}}"}               ¦ {"x":1.10}
          {"x": "{{ n }}"}             ¦ {"x":1.10}
          {"x": "{{big}}", "y":"{{e}}"} ¦ {"x":12345678901234567890.000,"y":1e400}
          {"x": "{{neg}}"}             ¦ {"x":-0}
          {"x": "{{b}}"}               ¦ {"x":false}
          {"x": "{{nothing}}"}         ¦ {"x":null}
          {"x": "{{o}}"}               ¦ {"x":{"z":1e2,"a":[true,null]}}
          {"x": "{{empty}}"}           ¦ {"x":{}}
          {"x": " {{n}}"}              ¦ {"x":" 1.10"}
          {"x": "{{n}}{{n}}"}          ¦ {"x":"1.101.10"}
          {"x": "{{o}}!"}              ¦ {"x":"{\\"z\\":1e2,\\"a\\":[true,null]}!"}
          {"x": "<{{nothing}}>"}       ¦ {"x":"<>"}
          {"x": "${{n}}"}              ¦ {"x":"$1.10"}
          {"x": "{{meta.attempt}}"}    ¦ {"x":"2"}
          {"x": "[{{meta.journey}}]"}  ¦ {"x":"[]"}
          {"x": "{{auth.api_key}}"}    ¦ {"x":"k3y/+="}
          {"x": "${relative_path}"}    ¦ {"x":"/v1/users"}
          {"z": 1.50, "a": [1e5, -0, true, null, "", []], "o": {}} ¦ {"z":1.50,"a":[1e5,-0,true,null,"",[]],"o":{}}
          {"a/b ~ü\\"": "$${x}"}       ¦ {"a/b ~ü\\"":"${x}"}
          "{{n}}"                      ¦ 1.10
          [ ]                          ¦ []
          """)
  void aStringThatIsOneAttributeTakesItsTypeAndAnyOtherIsText(String template, String body) {
    assertThat(Contexts.renderBody(template, CONTEXT)).isEqualTo(body);
  }

  @Test
  void allAttributesAreSentInTheirOrderWithTheirDigits() {
    assertThat(Contexts.renderBody("\"{{attributes}}\"", CONTEXT))
        .isEqualTo(
            "{\"s\":\"a\\\"b\u2028\\n😀\",\"n\":1.10,\"big\":12345678901234567890.000,"
                + "\"e\":1e400,\"neg\":-0,\"b\":false,\"nothing\":null,"
                + "\"o\":{\"z\":1e2,\"a\":[true,null]},\"empty\":{}}");
  }

  @Test
  void aMissingAttributeIsJsonNullWhereAllowed() {
    String template = "{\"x\":\"{{absent}}\",\"y\":\"<{{absent.deep}}>\"}";

    assertThat(Contexts.renderBody(template, Contexts.allowingMissing(CONTEXT)))
        .isEqualTo("{\"x\":null,\"y\":\"<>\"}");
    assertThatThrownBy(() -> Contexts.parseBody(template).render(CONTEXT))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("missing-attribute"))
        .hasMessageContaining("absent");
  }

  @Test
  void anHmacOverTheRequestBodyCoversItsExactBytes() throws Exception {
    RenderedBody body =
        Contexts.parseBody("{\"s\":\"{{s}}\",\"n\":\"{{big}}\",\"replacement\":\"\ufffd\"}")
            .render(CONTEXT);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("my_secret_key".getBytes(UTF_8), "HmacSHA256"));

    String header =
        Contexts.render(
            "${hmac_sha256_hex({{auth.signing_secret}}, ${request_body})}",
            Place.HEADER,
            CONTEXT.withBody(body));

    assertThat(header).isEqualTo(HexFormat.of().formatHex(mac.doFinal(body.bytes())));
  }

  @Test
  void aBodyThatIsNotUtf8IsRefusedRatherThanSignedDifferently() {
    byte[] body = {'"', (byte) 0xC3, '"'};
    RenderContext context = CONTEXT.withBody(new RenderedBody(body, body));

    assertThatThrownBy(() -> Contexts.parse("${request_body}", Place.TEXT).render(context))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("invalid-utf8"));
  }

  @Test
  void aGetWithoutBodySignsTheEmptyText() {
    assertThat(
            Contexts.render("[${request_body}]", Place.TEXT, CONTEXT.withBody(RenderedBody.EMPTY)))
        .isEqualTo("[]");
  }
}
