package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes that are sent and not shown. */
class RedactionTest {
  private static final String PERSON =
      """
      {"id": 7, "email": "ada@example.org", "pin": 1, "odd name": "x",
       "address": {"street": "Main St 1", "city": "Berlin"},
       "items": [{"sku": "a", "serial": "S-1"}, {"sku": "b", "serial": "S-2"}], "none": null}
      """;

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          email            ¦ {{id}} {{email}}             ¦ 7 ***
          pin              ¦ {{pin}}{{id}}                ¦ ***7
          email            ¦ ${base64({{email}})}         ¦ ***
          address.street   ¦ {{address}}                  ¦ {"street":"***","city":"Berlin"}
          address          ¦ {{address.city}}             ¦ ***
          items.serial     ¦ {{items[1].sku}}{{items[1].serial}} ¦ b***
          items[0].serial  ¦ {{items}}                    ¦ [{"sku":"a","serial":"***"},{"sku":"b","serial":"S-2"}]
          ["odd name"]     ¦ {{["odd name"]}}             ¦ ***
          attributes       ¦ {{id}} {{attributes}}        ¦ *** ***
          attributes.email ¦ {{email}}                    ¦ ***
          absent           ¦ {{email}}                    ¦ ada@example.org
          """)
  void whatIsRedactedIsSentAndNotShown(String path, String template, String shown)
      throws Exception {
    Rendered rendered = Contexts.parse(template, Place.TEXT).render(context(path));
    Rendered plain = Contexts.parse(template, Place.TEXT).render(Contexts.of(PERSON));

    assertThat(rendered.masked()).isEqualTo(shown);
    assertThat(rendered.text()).isEqualTo(plain.text());
  }

  @Test
  void anHmacOfIsShown() throws Exception {
    Rendered rendered =
        Contexts.parse("${hmac_sha256_hex(key, {{email}})}", Place.HEADER).render(context("email"));

    assertThat(rendered.masked()).isEqualTo(rendered.text());
  }

  @Test
  void aUrlIsMaskedInThePlaceOfTheValue() throws Exception {
    Rendered url =
        Contexts.parse("https://a.example/1/{{pin}}?e={{email}}", Place.URL)
            .render(context("email", "pin"));

    assertThat(url.text()).isEqualTo("https://a.example/1/1?e=ada%40example.org");
    assertThat(url.masked()).isEqualTo("https://a.example/1/***?e=***");
  }

  @Test
  void aBodyIsMaskedInThePlacesOfTheValuesWhateverTheirType() throws Exception {
    RenderedBody body =
        Contexts.parseBody(
                "{\"n\": 1, \"pin\": \"{{pin}}\", \"l\": [\"{{id}}\", \"{{pin}}\"],"
                    + " \"t\": \"to {{email}}\", \"all\": \"{{attributes}}\"}")
            .render(context("email", "pin", "items", "address.city"));

    assertThat(new String(body.masked(), UTF_8))
        .isEqualTo(
            "{\"n\":1,\"pin\":\"***\",\"l\":[7,\"***\"],\"t\":\"to ***\",\"all\":{\"id\":7,"
                + "\"email\":\"***\",\"pin\":\"***\",\"odd name\":\"x\",\"address\":{\"street\":"
                + "\"Main St 1\",\"city\":\"***\"},\"items\":\"***\",\"none\":null}}");
    assertThat(new String(body.bytes(), UTF_8))
        .contains("\"pin\":1,\"l\":[7,1]", "to ada@example.org", "Berlin", "S-2");
  }

  @Test
  void whatQuotesTheRequestIsMaskedToo() throws Exception {
    RenderContext context =
        context("email")
            .withUrl(new Rendered("/u/ada", "/u/***"), Rendered.plain("a=1"))
            .withBody(
                new RenderedBody("{\"e\":1}".getBytes(UTF_8), "{\"e\":\"***\"}".getBytes(UTF_8)));

    assertThat(
            Contexts.parse(
                    "${relative_path}?${query} ${request_body} ${base64(${request_body})}",
                    Place.HEADER)
                .render(context)
                .masked())
        .isEqualTo("/u/***?a=1 {\"e\":\"***\"} ***");
  }

  @Test
  void aTreeWithoutItIsTheVerySame() throws Exception {
    ObjectNode person = (ObjectNode) Contexts.json(PERSON);

    assertThat(redaction("absent", "id.x", "items.nothing", "items[9].sku").shown(person))
        .isSameAs(person);
    assertThat(Redaction.NONE.shown(person)).isSameAs(person);
    JsonNode shown = redaction("items[1].sku").shown(person);
    assertThat(shown).isNotEqualTo(person);
    assertThat(person).isEqualTo(Contexts.json(PERSON));
  }

  @Test
  void itsValuesAreTheTextsBelowItsPlaces() throws Exception {
    assertThat(
            redaction("email", "pin", "address", "items.serial", "none", "absent")
                .values(Contexts.json(PERSON)))
        .containsExactlyInAnyOrder("ada@example.org", "1", "Main St 1", "Berlin", "S-1", "S-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{{email}}", "a..b", "a.", "a b", "a[x]", "[0]", "a[\"b\"", "a}}"})
  void whatIsNoPathIsRefused(String path) {
    assertThatThrownBy(() -> redaction("email", path))
        .isInstanceOfSatisfying(
            TemplateSyntaxException.class,
            e -> assertThat(e.problems().get(0).pointer()).isEqualTo("/1"));
  }

  private static RenderContext context(String... paths) throws Exception {
    return Contexts.of((ObjectNode) Contexts.json(PERSON), redaction(paths));
  }

  private static Redaction redaction(String... paths) throws TemplateSyntaxException {
    return Redaction.of(List.of(paths));
  }
}
