package io.sealpost.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTemplateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "a, b",
        "%0d%0aX-B: 1",
        "\\r\\nX-B: 1",
        "${header.x}",
        "{{env:SECRET}}",
        "~ !"
      })
  void printableAsciiArrivesLiterally(String value) throws RenderException {
    assertThat(header("{{v}}", value).text()).isEqualTo(value);
    assertThat(header("a {{v}}.", value).text()).isEqualTo("a " + value + ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nX-B: 1",
        "a\n",
        "\t",
        "a\u0000b",
        "a\u001bb",
        "a\u007fb",
        "a\u0085b",
        "a\u2028b",
        "a\u010d\u010aX-B: 1",
        "caf\u00e9",
        "😀",
        " a",
        "a ",
        " "
      })
  void whatReceiversReadDifferentlyIsRefused(String value) {
    assertThatThrownBy(() -> header("{{v}}", value))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("invalid-header-value"))
        .hasMessageNotContaining("X-B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{o}}", "{{a}}", "{{attributes}}", "x {{o.p}}"})
  void anObjectOrArrayIsNoHeaderValue(String template) {
    RenderContext context = Contexts.of("{\"o\":{\"p\":{}},\"a\":[]}");

    assertThatThrownBy(() -> Contexts.parse(template, Place.HEADER).render(context))
        .isInstanceOfSatisfying(
            RenderException.class, e -> assertThat(e.code()).isEqualTo("invalid-header-value"));
    assertThat(Contexts.render("${base64({{o}})}", Place.HEADER, context))
        .isEqualTo("eyJwIjp7fX0=");
  }

  @Test
  void missingAndNullAttributesAreNothingWhereAllowed() {
    RenderContext context = Contexts.allowingMissing(Contexts.of("{\"nothing\":null}"));

    assertThat(Contexts.render("[{{absent}}{{nothing}}]", Place.HEADER, context)).isEqualTo("[]");
    assertThat(Contexts.render("{{absent}}", Place.HEADER, context)).isEmpty();
    assertThatThrownBy(() -> Contexts.parse("Bearer {{absent}}", Place.HEADER).render(context))
        .hasMessageContaining("begins or ends with a blank");
  }

  @Test
  void anyTextFitsAFunctionsArgument() {
    RenderContext context = Contexts.of("{\"v\":\"\\u00fc\\n\"}");

    assertThat(Contexts.render("${base64({{v}}ö)}", Place.HEADER, context)).isEqualTo("w7wKw7Y=");
  }

  private static Rendered header(String template, String value) throws RenderException {
    var attributes = JsonNodeFactory.instance.objectNode().put("v", value);
    return Contexts.parse(template, Place.HEADER).render(Contexts.of(attributes));
  }
}
