package io.sealpost.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealpost.expression.Reference.Kind;
import io.sealpost.expression.TemplateSyntaxException.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateSyntaxTest {
  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          ${unix_timestmp}                 ¦ TEXT   ¦  0 ¦ did you mean ${unix_timestamp}?
          a ${user_id}                     ¦ TEXT   ¦  2 ¦ An attribute is written {{user_id}}
          ${header.x}                      ¦ TEXT   ¦  0 ¦ A literal ${ is written $${
          ${Uuid}                          ¦ TEXT   ¦  0 ¦ did you mean ${uuid}?
          ${}                              ¦ TEXT   ¦  0 ¦ no name follows ${
          ${uuid                           ¦ TEXT   ¦  0 ¦ belongs behind ${uuid
          ${unix_timestamp()}              ¦ TEXT   ¦  0 ¦ takes no arguments; write ${unix_timestamp}
          ${uuid(a)}                       ¦ TEXT   ¦  0 ¦ uuid takes no arguments, here is 1
          ${base64}                        ¦ TEXT   ¦  0 ¦ base64 takes 1 argument, here are 0
          ${base64()}                      ¦ TEXT   ¦  0 ¦ base64 takes 1 argument, here are 0
          ${base64(a, b)}                  ¦ TEXT   ¦  0 ¦ put an argument with a comma in quotes
          ${hmac_sha256_hex(a)}            ¦ TEXT   ¦  0 ¦ hmac_sha256_hex takes 2 arguments, here is 1
          ${hmac_sha256_hex(a, )}          ¦ TEXT   ¦ 21 ¦ write "" for an empty text
          ${hmac_sha256_hex(, a)}          ¦ TEXT   ¦ 18 ¦ write "" for an empty text
          ${base64(a(b))}                  ¦ TEXT   ¦ 10 ¦ put the argument in quotes
          ${base64("a)}                    ¦ TEXT   ¦  9 ¦ the quote is never closed
          ${base64("a\\x")}                ¦ TEXT   ¦ 12 ¦ write \\\\ for a backslash
          ${base64("a" b)}                 ¦ TEXT   ¦ 13 ¦ something follows the closing quote
          ${base64(a}                      ¦ TEXT   ¦ 11 ¦ the call is never closed
          ${base64(a) x}                   ¦ TEXT   ¦ 12 ¦ the expression is never closed
          ${raw(a)}                        ¦ TEXT   ¦  5 ¦ raw takes one text in quotes
          ${raw("a", "b")}                 ¦ TEXT   ¦  9 ¦ raw takes one text in quotes
          ${raw}                           ¦ TEXT   ¦  5 ¦ raw takes one text in quotes
          a {{ b                           ¦ TEXT   ¦  6 ¦ a literal {{ is written ${raw("{{")}
          {{}}                             ¦ TEXT   ¦  2 ¦ a name belongs behind {{
          {{{user_id}}}                    ¦ TEXT   ¦  2 ¦ a name belongs behind {{
          {{odd name}}                     ¦ TEXT   ¦  6 ¦ }} belongs here
          {{1st}}                          ¦ TEXT   ¦  2 ¦ in brackets and quotes: {{["odd name"]}}
          {{naïve}}                        ¦ TEXT   ¦  4 ¦ }} belongs here
          {{a.}}                           ¦ TEXT   ¦  4 ¦ a name belongs behind .
          {{a.["b"]}}                      ¦ TEXT   ¦  4 ¦ odd names go in brackets and quotes
          {{a[]}}                          ¦ TEXT   ¦  4 ¦ an index from 0 belongs here
          {{a[-1]}}                        ¦ TEXT   ¦  4 ¦ an index from 0 belongs here
          {{a[01]}}                        ¦ TEXT   ¦  4 ¦ without leading zeros
          {{a[1234567890]}}                ¦ TEXT   ¦  4 ¦ an index from 0 belongs here
          {{a[1}}                          ¦ TEXT   ¦  5 ¦ ] belongs here
          {{[0]}}                          ¦ TEXT   ¦  3 ¦ the attributes are an object
          {{attributes[0]}}                ¦ TEXT   ¦ 13 ¦ the attributes are an object
          {{a["b]}}                        ¦ TEXT   ¦  4 ¦ the quote is never closed
          {{auth}}                         ¦ TEXT   ¦  6 ¦ an attribute of that name is {{attributes.auth}}
          {{auth.apikey}}                  ¦ TEXT   ¦  0 ¦ did you mean {{auth.api_key}}?
          {{auth.zzz}}                     ¦ TEXT   ¦  0 ¦ the names are api_key, user_name, password
          {{auth.api_key.x}}               ¦ TEXT   ¦ 14 ¦ }} belongs here
          {{auth.signing_secret}}          ¦ TEXT   ¦  0 ¦ is never sent; use it as a function's argument
          {{meta}}                         ¦ TEXT   ¦  6 ¦ {{attributes.meta}}
          {{meta.deliveryId}}              ¦ TEXT   ¦  0 ¦ did you mean {{meta.delivery_id}}?
          {{env:HOME}}                     ¦ TEXT   ¦  0 ¦ in connection files and secrets.yaml only
          {{file:/run/x}}                  ¦ TEXT   ¦  0 ¦ write {{secret:name}}
          {{secrets:x}}                    ¦ TEXT   ¦  0 ¦ only secret stands before a colon
          {{secret:}}                      ¦ TEXT   ¦  9 ¦ a name belongs behind {{secret:
          {{secret: x}}                    ¦ TEXT   ¦  9 ¦ a name belongs behind {{secret:
          ${request_body}                  ¦ URL    ¦  0 ¦ is not known here yet; use it only in a header
          ${base64(${request_body})}       ¦ URL    ¦  9 ¦ is not known here yet; use it only in a header
          ${relative_path}                 ¦ URL    ¦  0 ¦ use it only in a header or the body
          ${query}                         ¦ URL    ¦  0 ¦ use it only in a header or the body
          ${request_body}                  ¦ BODY   ¦  0 ¦ is not known here yet; use it only in a header
          Grüße                            ¦ HEADER ¦  2 ¦ a control or non-ASCII character
          ${raw("\\n")}                    ¦ HEADER ¦  0 ¦ a control or non-ASCII character
          ` a`                             ¦ HEADER ¦  0 ¦ can neither begin nor end with a blank
          `a `                             ¦ HEADER ¦  1 ¦ can neither begin nor end with a blank
          """)
  void anErrorHasAPositionAndAFix(String template, Place place, int offset, String message) {
    List<Problem> problems = problems(template, place);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).pointer()).isEmpty();
    assertThat(problems.get(0).message()).contains(message);
    assertThat(problems.get(0).offset()).isEqualTo(offset);
  }

  @Test
  void allErrorsOfATextAreReportedAtOnce() {
    assertThat(
            problems(
                "${a(${bad.x}, {{auth.signing_secret}})} {{b c}} ${request_body} {{auth.x}}",
                Place.URL))
        .extracting(Problem::offset)
        .containsExactly(4, 44, 48, 64);
  }

  @Test
  void allErrorsOfABodyAreReportedAtOnceWithTheirPointers() {
    var e =
        catchThrowableOfType(
            TemplateSyntaxException.class,
            () ->
                Contexts.PARSER.parseBody(
                    Contexts.json(
                        """
                        {"a": "{{auth.signing_secret}}",
                         "b/c~d": [1, "ok {{x}}", {"e": "x ${nope}"}],
                         "{{key}}": "${request_body}",
                         "${x": null}
                        """)));

    assertThat(e.problems())
        .extracting(Problem::pointer, Problem::offset)
        .containsExactly(
            tuple("/a", 0),
            tuple("/b~1c~0d/2/e", 2),
            tuple("/{{key}}", 0),
            tuple("/{{key}}", 0),
            tuple("/${x", 0));
    assertThat(e).hasMessageContaining("/b~1c~0d/2/e at index 2: there is no ${nope}");
  }

  @Test
  void halfASurrogatePairInATemplateIsAnError() {
    assertThat(problems("ab\ud83d", Place.TEXT)).extracting(Problem::offset).containsExactly(2);
    var key = JsonNodeFactory.instance.objectNode().put("\ude00", 1);
    assertThat(bodyProblems(key)).extracting(Problem::message).asString().contains("surrogate");
  }

  @Test
  void aBodyValueWithoutJsonFormIsAnError() {
    var body = JsonNodeFactory.instance.objectNode();
    body.set("nan", DoubleNode.valueOf(Double.NaN));
    body.put("binary", new byte[1]);

    assertThat(bodyProblems(body)).extracting(Problem::pointer).containsExactly("/nan", "/binary");
  }

  @Test
  void theSigningSecretIsAllowedInAnyArgument() {
    Template template =
        Contexts.parse("${sha256_hex(${base64({{auth.signing_secret}})})}", Place.HEADER);

    assertThat(template.references())
        .extracting(Reference::kind, Reference::name)
        .containsExactly(tuple(Kind.AUTH, "signing_secret"));
  }

  @Test
  void aTemplateListsItsReferencesInOrder() {
    Template template =
        Contexts.parse(
            "{{a.b[0]}} ${base64({{secret:p}}{{auth.password}})} {{meta.event}} ${query} ${uuid}",
            Place.HEADER);

    assertThat(template.references())
        .containsExactly(
            new Reference(Kind.ATTRIBUTE, "a.b[0]", "", 0),
            new Reference(Kind.SECRET, "p", "", 20),
            new Reference(Kind.AUTH, "password", "", 32),
            new Reference(Kind.META, "event", "", 52),
            new Reference(Kind.VARIABLE, "query", "", 67));
    assertThat(template.usesRequestBody()).isFalse();
    assertThat(Contexts.parse("${sha256_hex(${request_body})}", Place.HEADER).usesRequestBody())
        .isTrue();
  }

  @Test
  void aBodyListsItsReferencesWithPointers() {
    assertThat(Contexts.parseBody("{\"a\":[\"x {{secret:p}}\",\"{{b}}\"]}").references())
        .containsExactly(
            new Reference(Kind.SECRET, "p", "/a/0", 2),
            new Reference(Kind.ATTRIBUTE, "b", "/a/1", 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          https://a.example/{{x}}/b         ¦ https://a.example/
          https://a.example/                ¦ https://a.example/
          https://$${a}/${{x}}              ¦ https://${a}/$
          https://${raw("a")}.example/{{x}} ¦ https://a.example/
          {{x}}/a                           ¦ ``
          ${uuid}/a                         ¦ ``
          """)
  void theLiteralPrefixEndsWhereAValueCanBegin(String template, String prefix) {
    assertThat(Contexts.parse(template, Place.URL).literalPrefix()).isEqualTo(prefix);
  }

  private static List<Problem> problems(String template, Place place) {
    return catchThrowableOfType(
            TemplateSyntaxException.class, () -> Contexts.PARSER.parse(template, place))
        .problems();
  }

  private static List<Problem> bodyProblems(JsonNode body) {
    return catchThrowableOfType(
            TemplateSyntaxException.class, () -> Contexts.PARSER.parseBody(body))
        .problems();
  }
}
