package io.sealpost.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the language, as text: no place adds its own encoding here. */
class TemplateLanguageTest {
  private static final RenderContext CONTEXT =
      Contexts.of(
          """
          {"user_id": "u7", "amount": 12.50, "flag": true, "nothing": null, "empty": "",
           "address": {"city": "Zürich", "zip": "8001"}, "tags": ["a", "b"],
           "items": [{"sku": "s1"}, {"sku": "s2", "dims": [[1, 2], [3]]}],
           "odd name": {"x": "odd", "a.b": 1, "q\\"q": 2, "it's": 3, "b\\\\s": 4},
           "auth": {"api_key": "not a secret"}, "meta": "m", "secret": "s",
           "attributes": "inner", "with-dash": "d", "_u": "_", "tpl": "{{user_id}} ${uuid}"}
          """);

  private static final String BODY_HMAC_KEYED_MY_SECRET_KEY =
      // printf '1727344935.{"n":1}' | openssl dgst -sha256 -hmac my_secret_key
      "1b4d09b669b14e9604bc0df09bbbdb15bf00d07cea9952d7419a22238e45479a";

  static Stream<Arguments> attributes() {
    return rows(
        "{{user_id}}", "u7",
        "{{ user_id }}", "u7",
        "a{{user_id}}b{{user_id}}c", "au7bu7c",
        "{{amount}}", "12.50",
        "{{flag}}", "true",
        "[{{nothing}}]", "[]",
        "[{{empty}}]", "[]",
        "{{address.city}}", "Zürich",
        "{{address}}", "{\"city\":\"Zürich\",\"zip\":\"8001\"}",
        "{{tags}}", "[\"a\",\"b\"]",
        "{{tags[1]}}", "b",
        "{{items[0].sku}}", "s1",
        "{{items[1].dims[0][1]}}", "2",
        "{{items[1].dims}}", "[[1,2],[3]]",
        "{{[\"odd name\"].x}}", "odd",
        "{{['odd name'].x}}", "odd",
        "{{[\"odd name\"][\"a.b\"]}}", "1",
        "{{[\"odd name\"][\"q\\\"q\"]}}", "2",
        "{{['odd name']['it\\'s']}}", "3",
        "{{['odd name']['b\\\\s']}}", "4",
        "{{address['city']}}", "Zürich",
        "{{with-dash}}{{_u}}", "d_",
        "{{attributes.auth}}", "{\"api_key\":\"not a secret\"}",
        "{{attributes.auth.api_key}}", "not a secret",
        "{{[\"auth\"].api_key}}", "not a secret",
        "{{attributes.meta}}", "m",
        "{{attributes.attributes}}", "inner",
        "{{attributes[\"odd name\"].x}}", "odd",
        "{{secret}}", "s",
        "{{tpl}}", "{{user_id}} ${uuid}");
  }

  static Stream<Arguments> namesOfTheDelivery() {
    return rows(
        "{{auth.api_key}}", "k3y/+=",
        "{{auth.user_name}}:{{auth.password}}", "ada:pa ss",
        "Bearer {{auth.bearer_token}}", "Bearer b34r3r",
        "TD1 {{auth.treasure_api_key}}", "TD1 1/td",
        "{{secret:partner}}", "p4rtn3r",
        "{{meta.delivery_id}}/{{meta.attempt}}/{{meta.event}}", "del_1/2/signup",
        "[{{meta.event_id}}{{meta.journey}}{{meta.correlation_id}}]", "[]",
        "${unix_timestamp}", "1727344935",
        "${unix_timestamp_ms}", "1727344935250",
        "${iso_timestamp}", "2024-09-26T10:02:15Z",
        "${http_method}", "POST",
        "${relative_path}", "/v1/users",
        "${query}", "a=1",
        "${request_body}", "{\"n\":1}",
        "${ unix_timestamp }", "1727344935");
  }

  static Stream<Arguments> functions() {
    return rows(
        "${hmac_sha256_hex(my_secret_key, ${unix_timestamp}.${request_body})}",
            BODY_HMAC_KEYED_MY_SECRET_KEY,
        "${hmac_sha256_hex({{auth.signing_secret}}, ${unix_timestamp}.${request_body})}",
            BODY_HMAC_KEYED_MY_SECRET_KEY,
        "${ hmac_sha256_hex ( my_secret_key ,\n\t${unix_timestamp}.${request_body} ) }",
            BODY_HMAC_KEYED_MY_SECRET_KEY,
        // RFC 4231, test case 2, and RFC 2202, test case 2.
        "${hmac_sha256_hex(Jefe, what do ya want for nothing?)}",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "${hmac_sha256_base64(Jefe, what do ya want for nothing?)}",
            "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
        "${hmac_sha1_hex(Jefe, what do ya want for nothing?)}",
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "${hmac_sha512_hex(Jefe, what do ya want for nothing?)}",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        "${hmac_sha512_base64(Jefe, what do ya want for nothing?)}",
            "Fkt6e/z4GeLjlfvnO1bgo4e9ZCIugx/WECcM1+olBVSXWL91wFqZSm0DT2X48Ob9yuqxo01Ka0tjbgcKOLznNw==",
        // FIPS 180-4 example.
        "${sha256_hex(abc)}", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "${base64(\"<<?>>~\")}", "PDw/Pj5+",
        "${base64(a)}", "YQ==",
        "${base64url(\"<<?>>~\")}", "PDw_Pj5-",
        "${base64url(a)}", "YQ",
        "${url_encode(\"a b/ü+~\")}", "a%20b%2F%C3%BC%2B~",
        "${json({{address}})}", "\"{\\\"city\\\":\\\"Zürich\\\",\\\"zip\\\":\\\"8001\\\"}\"",
        "${json(\"\")}", "\"\"",
        "${base64(${base64(${base64(a)})})}", "V1ZFOVBRPT0=",
        "Basic ${base64({{auth.user_name}}:{{auth.password}})}", "Basic YWRhOnBhIHNz");
  }

  static Stream<Arguments> literals() {
    return rows(
        "", "",
        "plain } }} , ( ) \" ' \\ text", "plain } }} , ( ) \" ' \\ text",
        "$5 { } $", "$5 { } $",
        "$${", "${",
        "$${uuid}", "${uuid}",
        "$${{amount}}", "${{amount}}",
        "${{amount}}", "$12.50",
        "$${${{amount}}}", "${$12.50}",
        "${raw(\"{{\")}user_id}}", "{{user_id}}",
        "${raw('${uuid} {{x}}')}", "${uuid} {{x}}",
        "${raw( \"\\\"\\'\\\\\\n\\t\" )}", "\"'\\\n\t",
        "{\"a\":{{user_id}}}", "{\"a\":u7}");
  }

  static Stream<Arguments> arguments() {
    return rows(
        "${base64(  a  )}", "YQ==",
        "${base64(a b)}", "YSBi",
        "${base64(\" a \")}", "IGEg",
        "${base64('(a,b)')}", "KGEsYik=",
        "${base64(\"{{user_id}}\")}", "e3t1c2VyX2lkfX0=",
        "${base64(${raw(\" \")}a${raw(\" \")})}", "IGEg",
        "${base64({{user_id}})}", "dTc=",
        "${base64(x{{user_id}}y)}", "eHU3eQ==",
        "${base64(it's \"quoted\")}", "aXQncyAicXVvdGVkIg==",
        "${base64($${)}", "JHs=",
        "${base64(${{amount}})}", "JDEyLjUw",
        "${base64(})}", "fQ==",
        "${base64({{[\"odd name\"].x}})}", "b2Rk",
        "${hmac_sha1_hex(\"Jefe\",'what do ya want for nothing?')}",
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @MethodSource({"attributes", "namesOfTheDelivery", "functions", "literals", "arguments"})
  void rendersAs(String template, String expected) {
    assertThat(Contexts.render(template, Place.TEXT, CONTEXT)).isEqualTo(expected);
  }

  @Test
  void aUuidIsAnotherOneEachTime() {
    String two = Contexts.render("${uuid} ${uuid()}", Place.TEXT, CONTEXT);

    assertThat(two).matches("[0-9a-f-]{36} [0-9a-f-]{36}");
    assertThat(two.substring(0, 36)).isNotEqualTo(two.substring(37));
  }

  @ParameterizedTest
  @MethodSource("missingPaths")
  void aMissingAttributeIsNamedOrNothing(String path) {
    Template template = Contexts.parse("[{{" + path + "}}]", Place.TEXT);

    assertThatThrownBy(() -> template.render(CONTEXT))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("missing-attribute"))
        .hasMessageContaining(path);
    assertThat(Contexts.render("[{{" + path + "}}]", Place.TEXT, Contexts.allowingMissing(CONTEXT)))
        .isEqualTo("[]");
  }

  static Stream<String> missingPaths() {
    return Stream.of(
        "absent",
        "address.absent",
        "user_id.x",
        "user_id[0]",
        "tags[2]",
        "tags.x",
        "address[0]",
        "nothing.x",
        "[\"odd\"]",
        "attributes.absent");
  }

  @ParameterizedTest
  @MethodSource("unknownSecrets")
  void anAbsentSecretFailsTheRendering(String template) {
    RenderContext context = withoutSecrets();

    assertThatThrownBy(() -> Contexts.parse(template, Place.TEXT).render(context))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("missing-secret"))
        .hasMessageContaining(template);
  }

  static Stream<String> unknownSecrets() {
    return Stream.of("{{auth.password}}", "{{secret:partner}}");
  }

  @ParameterizedTest
  @MethodSource("notYetRendered")
  void whatIsNotRenderedYetIsUnavailable(String template) {
    assertThatThrownBy(() -> Contexts.parse(template, Place.TEXT).render(withoutSecrets()))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("unavailable"));
  }

  static Stream<String> notYetRendered() {
    return Stream.of("${relative_path}", "${query}", "${request_body}");
  }

  private static RenderContext withoutSecrets() {
    return new RenderContext(
        CONTEXT.attributes(),
        CONTEXT.attributes(),
        Map.of(),
        Map.of(),
        Map.of(),
        CONTEXT.now(),
        "POST",
        MissingAttribute.REJECT,
        1000,
        null,
        null,
        null);
  }

  private static Stream<Arguments> rows(String... pairs) {
    return IntStream.range(0, pairs.length / 2)
        .mapToObj(i -> Arguments.of(pairs[2 * i], pairs[2 * i + 1]));
  }
}
