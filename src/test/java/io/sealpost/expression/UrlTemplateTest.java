package io.sealpost.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {
  private static final RenderContext CONTEXT =
      Contexts.of(
          """
          {"id": "a/b?c#d e+f&g=h;i%2Fj:@", "u": "ü😀", "n": 1.50, "o": {"k": [1]},
           "nothing": null, "empty": "", "dot": ".", "dots": "..", "odd": "...", "safe": "aZ0-._~",
           "controls": "\\u0000\\r\\n", "backslash": "\\\\..\\\\"}
          """);

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          /u/{{id}}/e       ¦ /u/a%2Fb%3Fc%23d%20e%2Bf%26g%3Dh%3Bi%252Fj%3A%40/e
          /u?q={{id}}       ¦ /u?q=a%2Fb%3Fc%23d%20e%2Bf%26g%3Dh%3Bi%252Fj%3A%40
          /{{u}}            ¦ /%C3%BC%F0%9F%98%80
          /{{n}}/{{safe}}   ¦ /1.50/aZ0-._~
          /u?o={{o}}        ¦ /u?o=%7B%22k%22%3A%5B1%5D%7D
          /u?c={{controls}} ¦ /u?c=%00%0D%0A
          /{{backslash}}    ¦ /%5C..%5C
          /k/{{auth.api_key}}?p={{secret:partner}} ¦ /k/k3y%2F%2B%3D?p=p4rtn3r
          /b/${base64(a?>)} ¦ /b/YT8%2B
          /${http_method}/${unix_timestamp} ¦ /POST/1727344935
          /t?t=${iso_timestamp} ¦ /t?t=2024-09-26T10%3A02%3A15Z
          /a b/ü?x=%20${raw("{{/&")} ¦ /a b/ü?x=%20{{/&
          /{{odd}}/x{{dot}}/{{dots}}y ¦ /.../x./..y
          /a?x={{dots}}&y={{empty}} ¦ /a?x=..&y=
          /a/../b//{{n}}    ¦ /a/../b//1.50
          """)
  void valuesAreEncodedAndLiteralTextStandsAsItIs(String template, String url) {
    assertThat(Contexts.render(template, Place.URL, CONTEXT)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/{{dot}}",
        "/a/{{dots}}/b",
        "/a/{{dots}}?q",
        "/a/{{dot}}{{dot}}/b",
        "/a/.{{dot}}",
        "/a/%2e{{dot}}",
        "/a/%2E{{dot}}",
        "/a/{{dots}};v=1/b",
        "/a/{{empty}}",
        "/a/{{empty}}/b",
        "/a/{{empty}}{{empty}}?q",
        "/a/{{meta.journey}}",
        "/a/{{empty}}${raw(\"#\")}"
      })
  void aValueCannotChangeWhichResourceThePathNames(String template) {
    refused(template, CONTEXT, "url-refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/{{absent}}",
        "/{{nothing}}",
        "/a?x={{absent}}",
        "/a?x={{nothing}}",
        "/a?x=${base64({{absent}})}",
        "/a?x=${base64({{nothing}})}"
      })
  void aUrlNeedsAllItsAttributesWhateverTheActivationSays(String template) {
    refused(template, CONTEXT, "missing-attribute");
    refused(template, Contexts.allowingMissing(CONTEXT), "missing-attribute");
  }

  @Test
  void secretsInAUrlAreMasked() throws RenderException {
    Rendered url =
        Contexts.parse("/{{n}}?k={{auth.api_key}}&b=${base64({{secret:partner}})}", Place.URL)
            .render(CONTEXT);

    assertThat(url.text()).isEqualTo("/1.50?k=k3y%2F%2B%3D&b=cDRydG4zcg%3D%3D");
    assertThat(url.masked()).isEqualTo("/1.50?k=***&b=***");
  }

  private static void refused(String template, RenderContext context, String code) {
    assertThatThrownBy(() -> Contexts.parse(template, Place.URL).render(context))
        .isInstanceOfSatisfying(RenderException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
