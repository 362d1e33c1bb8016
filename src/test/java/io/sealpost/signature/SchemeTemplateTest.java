package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.hmac;
import static io.sealpost.signature.Requests.json;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.received;
import static io.sealpost.signature.Requests.scheme;
import static io.sealpost.signature.Requests.secrets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemes as connection files write them. */
class SchemeTemplateTest {

  @Test
  void aPresetNeedsNoMoreThanItsName() throws InvalidSchemeException {
    assertThat(SignatureScheme.parse(json("'stripe'")).name()).isEqualTo("stripe");
  }

  @Test
  void aPresetMayDifferInSomeKeys() {
    SignatureScheme scheme = scheme("{'preset': 'td', 'encoding': 'base64', 'header': 'X-My-Sig'}");
    String expected = Base64.getEncoder().encodeToString(hmac("HmacSHA256", "k", "{}"));

    assertThat(scheme.signer(secrets("k")).sign(post("{}")))
        .containsExactly(new HttpHeader("X-My-Sig", expected));
    assertThat(scheme.headerNames()).containsExactly("x-my-sig");
    assertThat(scheme.name()).isEqualTo("td");
  }

  @Test
  void nullTakesAKeyOfThePresetAway() {
    SignatureScheme scheme = scheme("{'preset': 'github', 'prefix': null}");

    assertThat(scheme.signer(secrets("k")).sign(post("{}")).get(0).value())
        .isEqualTo(HexFormat.of().formatHex(hmac("HmacSHA256", "k", "{}")));
  }

  @Test
  void allPartsAreSignedInTheirOrder() {
    SignatureScheme scheme =
        scheme(
            "{'header': 'Sig', 'idHeader': 'Id', 'timestampHeader': 'At', 'timestampUnit': 'ms',"
                + " 'signed': ['text:v7', 'method', 'path', 'query', 'url', 'header:CONTENT-type',"
                + " 'id', 'timestamp', 'bodySha256', 'body'], 'separator': '|',"
                + " 'algorithm': 'HmacSHA512', 'encoding': 'base64url'}");
    String content =
        "v7|POST|/v1/users/7/events|source=bus|%s|application/json|del_1|1700000000000|%s|{}"
            .formatted(
                Requests.URL, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");

    List<HttpHeader> headers = scheme.signer(secrets("k")).sign(post("{}"));

    assertThat(headers)
        .containsExactly(
            new HttpHeader("Id", "del_1"),
            new HttpHeader("At", "1700000000000"),
            new HttpHeader(
                "Sig",
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(hmac("HmacSHA512", "k", content))));
    assertThat(
            scheme
                .verifier(secrets("k"), null)
                .verify(received(post("{}"), headers), NOW)
                .isAccepted())
        .isTrue();
    assertThat(scheme.signsRequestLine()).isTrue();
    assertThat(scheme.name()).isEqualTo("custom");
  }

  @Test
  void aSignedHeaderMustBeThereOnceAndInAscii() {
    SignatureScheme scheme =
        scheme(
            "{'header': 'Sig', 'signed': ['header:X-Event', 'body'], 'separator': '.',"
                + " 'algorithm': 'HmacSHA1'}");
    Signer signer = scheme.signer(secrets("k"));
    HttpHeader event = new HttpHeader("x-event", "created");

    assertThat(signer.sign(received(post("{}"), List.of(event)))).hasSize(1);
    assertThatThrownBy(() -> signer.sign(post("{}"))).hasMessageContaining("x-event is missing");
    assertThatThrownBy(() -> signer.sign(received(post("{}"), List.of(event, event))))
        .hasMessageContaining("more than once");
    assertThatThrownBy(
            () -> signer.sign(received(post("{}"), List.of(new HttpHeader("X-Event", "Zoë")))))
        .hasMessageContaining("ASCII");
  }

  @Test
  void keysMayBeHex() {
    SignatureScheme scheme =
        scheme("{'header': 'Sig', 'signed': ['body'], 'algorithm': 'HmacSHA256', 'key': 'hex'}");

    assertThat(scheme.signer(secrets("6b")).sign(post("{}")))
        .isEqualTo(
            List.of(
                new HttpHeader("Sig", HexFormat.of().formatHex(hmac("HmacSHA256", "k", "{}")))));
    assertThat(scheme.refuses(Secret.of("6"))).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{'preset': 'tdd'} # preset: no preset is named «tdd»; did you mean td?",
        "{'preset': 'td', 'encodng': 'hex'} # encodng: no such key; did you mean encoding?",
        "{'presett': 'td'} # presett: no such key; did you mean preset?",
        "{'preset': 'td', 'encoding': 'base32'} # encoding: «base32» is none of base64",
        "{'preset': 'td', 'encoding': 64} # encoding: a number is none of base64",
        "{'preset': 'td', 'header': 7} # header: must be text, and is a number",
        "{'preset': 'td', 'header': 'X Sig'} # header: «X Sig» is no header name",
        "{'preset': 'td', 'header': 'X-Sıg'} # header: may hold printable ASCII characters only",
        "{'preset': 'td', 'header': 'Host'} # header: Host belongs to the transport",
        "{'preset': 'td', 'header': null} # header: is missing",
        "{'preset': 'td', 'algorithm': 'HmacMD5'} # algorithm: «HmacMD5» is none of Ed25519",
        "{'preset': 'td', 'algorithm': null} # algorithm: is missing",
        "{'preset': 'td', 'signed': []} # signed: must be a list",
        "{'preset': 'td', 'signed': 'body'} # signed: must be a list",
        "{'preset': 'td', 'signed': ['bdy', 'body']} # signed[0]: is none of id, timestamp",
        "{'preset': 'td', 'signed': ['body', 'header:a b']} # signed[1]: has no header name",
        "{'preset': 'td', 'signed': ['url']} # signed: must list body",
        "{'preset': 'td', 'signed': ['id', 'body']} # signed: lists id, but receivers",
        "{'preset': 'td', 'idHeader': 'Id'} # signed: must list id",
        "{'preset': 'td', 'signed': ['timestamp', 'body']} # signed: lists timestamp, but",
        "{'preset': 'td', 'timestampHeader': 'At'} # signed: must list timestamp",
        "{'preset': 'td', 'signed': ['body', 'header:x-td-signature']} # signed: lists the header that",
        "{'preset': 'td', 'tolerance': '5m'} # tolerance: is of no use without a timestamp",
        "{'preset': 'slack', 'tolerance': '300'} # tolerance: must be a duration such as",
        "{'preset': 'slack', 'tolerance': 300} # tolerance: must be text, and is a number",
        "{'preset': 'slack', 'timestampUnit': 'min'} # timestampUnit: «min» is none of ms, s",
        "{'preset': 'slack', 'timestampHeader': 'x-slack-signature'} # timestampHeader: x-slack-signature is already",
        "{'preset': 'slack', 'timestampPrefix': 't='} # timestampPrefix: excludes timestampHeader",
        "{'preset': 'stripe', 'signatureSeparator': null} # timestampPrefix: needs a signatureSeparator",
        "{'preset': 'stripe', 'signatureSeparator': '='} # signatureSeparator: may not hold letters",
        "{'preset': 'stripe', 'prefix': ''} # prefix: «» and «t=» begin alike",
        "{'preset': 'stripe', 'prefix': 'v,1'} # signatureSeparator: is also within the prefix",
        "{'preset': 'td', 'prefix': 'v1 '} # prefix: may not begin or end with a blank",
        "{'preset': 'standard-webhooks', 'prefix': 'v1'} # prefix: «v1» and «v1a,» begin alike",
        "{'preset': 'standard-webhooks', 'keyPrefix': 'wh'} # keyPrefix: «wh» and «whsk_» begin alike",
        "{'preset': 'standard-webhooks', 'keyMinBytes': 65} # keyMinBytes: 65 is more than keyMaxBytes, 64",
        "{'preset': 'standard-webhooks', 'keyMinBytes': 0} # keyMinBytes: must be a whole number",
        "{'preset': 'standard-webhooks', 'alternatives': {}} # alternatives: must be a list",
        "{'preset': 'standard-webhooks', 'alternatives': ['v2']} # alternatives[0]: must be a map of keys, and is text",
        "{'preset': 'standard-webhooks', 'alternatives': [{'algoritm': 'Ed25519'}]} # alternatives[0].algoritm: no such key",
        "{'preset': 'td', 'publicKeyPrefix': 'pk'} # publicKeyPrefix: is for Ed25519 only",
        "{'preset': 'td', 'algorithm': 'Ed25519', 'key': 'text'} # key: must be base64 or hex",
        "{'preset': 'td', 'algorithm': 'Ed25519', 'keyMinBytes': 3} # keyMinBytes: is for HMAC only",
        "{'preset': 'svix', 'idHeader': null, 'signed': ['timestamp', 'body']} # alsoReceived.idHeader: must be here exactly if",
        "{'preset': 'twilio', 'signed': ['sortedForm'], 'ignorePort': null} # bodySha256Query: needs url",
        "{'preset': 'twilio', 'bodySha256Query': 'a&b'} # bodySha256Query: may hold letters",
        "{'preset': 'td', 'ignorePort': true} # ignorePort: needs url",
        "{'preset': 'td', 'ignorePort': 'yes'} # ignorePort: must be true or false, and is text"
      })
  void whatCannotBeASchemeIsRefusedWithItsKeyAndTheRule(String template, String problem) {
    InvalidSchemeException thrown =
        catchThrowableOfType(
            InvalidSchemeException.class, () -> SignatureScheme.parse(json(template)));

    assertThat(thrown).as(template).isNotNull();
    assertThat(thrown.problems())
        .as(template)
        .anySatisfy(each -> assertThat(each.toString()).startsWith(problem));
  }

  @Test
  void allProblemsComeOutAtOnce() {
    InvalidSchemeException thrown =
        catchThrowableOfType(
            InvalidSchemeException.class,
            () ->
                SignatureScheme.parse(
                    json("{'header': 'X:', 'signd': 1, 'algorithm': 'md5', 'encoding': true}")));

    assertThat(thrown.problems())
        .extracting(InvalidSchemeException.Problem::key)
        .containsExactlyInAnyOrder("signd", "header", "signed", "signed", "algorithm", "encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "null", "[]", "'standard'"})
  void whatIsNeitherNameNorMapIsRefused(String scheme) {
    assertThatThrownBy(() -> SignatureScheme.parse(json(scheme)))
        .isInstanceOf(InvalidSchemeException.class);
  }

  @Test
  void theNumberOfSecretsIsBounded() {
    SignatureScheme td = SignatureScheme.preset("td");

    assertThatThrownBy(() -> td.signer(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 10");
    assertThatThrownBy(() -> td.verifier(java.util.Collections.nCopies(11, Secret.of("k")), null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(td.signer(java.util.Collections.nCopies(10, Secret.of("k")))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    // 23, 24, 64 and 65 bytes
    "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, it decodes to 23 bytes; this scheme takes 24 to 64",
    "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, ",
    "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==, ",
    "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, it decodes to 65 bytes",
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, it does not start with whsec_ or whsk_ or whpk_",
    "whsec_not base64, what follows whsec_ is not base64",
    "whsec_, it is empty",
    "'', it is empty"
  })
  void aSecretOfTheWrongFormIsRefusedInWords(String secret, String reason) {
    assertThat(SignatureScheme.preset("standard-webhooks").refuses(Secret.of(secret)).orElse(""))
        .isEqualTo(reason == null ? "" : expectedRefusal(secret, reason));
  }

  private static String expectedRefusal(String secret, String reason) {
    String said =
        SignatureScheme.preset("standard-webhooks").refuses(Secret.of(secret)).orElseThrow();
    assertThat(said).startsWith("not usable with scheme standard-webhooks: " + reason);
    return said;
  }
}
