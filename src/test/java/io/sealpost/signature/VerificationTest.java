package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.received;
import static io.sealpost.signature.Requests.scheme;
import static io.sealpost.signature.Requests.secrets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.Vectors;
import io.sealpost.signature.Verification.Accepted;
import io.sealpost.signature.Verification.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
  private static final SignatureScheme STANDARD = SignatureScheme.preset("standard-webhooks");
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String KEY_PAIR =
      "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

  @Test
  void whatTheSignatureCoversIsHandedOn() {
    assertThat(verify(STANDARD, signed(STANDARD, SECRET), NOW, SECRET))
        .isEqualTo(new Accepted(Optional.of("del_1"), Optional.of(NOW), 0));
    assertThat(verify("td", signed(preset("td"), "k"), "k"))
        .isEqualTo(new Accepted(Optional.empty(), Optional.empty(), 0));
  }

  @ParameterizedTest
  @CsvSource({"300, true", "301, false", "-300, true", "-301, false", "0, true"})
  void exactlyAtTheToleranceIsAcceptedAndOneSecondPastItIsNot(long secondsLater, boolean accepted) {
    Verification verification =
        verify(STANDARD, signed(STANDARD, SECRET), NOW.plusSeconds(secondsLater), SECRET);

    assertThat(verification.isAccepted()).isEqualTo(accepted);
    if (!accepted) {
      assertThat(code(verification))
          .isEqualTo(secondsLater > 0 ? Code.TIMESTAMP_TOO_OLD : Code.TIMESTAMP_TOO_NEW);
    }
  }

  @Test
  void aFractionOfASecondOnTheReceiversClockDoesNotCount() {
    List<HttpHeader> headers = signed(STANDARD, SECRET);

    assertThat(verify(STANDARD, headers, NOW.plusSeconds(300).plusMillis(999), SECRET).isAccepted())
        .isTrue();
    assertThat(
            verify(STANDARD, headers, NOW.minusSeconds(300).plusMillis(999), SECRET).isAccepted())
        .isTrue();
  }

  @Test
  void millisecondsAreBoundedToTheMillisecond() {
    SignatureScheme scheme =
        scheme("{'preset': 'slack', 'timestampUnit': 'ms', 'tolerance': '2s'}");
    List<HttpHeader> headers = signed(scheme, "k");

    assertThat(headers).contains(new HttpHeader("X-Slack-Request-Timestamp", "1700000000000"));
    assertThat(verify(scheme, headers, NOW.plusMillis(2000), "k").isAccepted()).isTrue();
    assertThat(code(verify(scheme, headers, NOW.plusMillis(2001), "k")))
        .isEqualTo(Code.TIMESTAMP_TOO_OLD);
    assertThat(code(verify(scheme, headers, NOW.minusMillis(2001), "k")))
        .isEqualTo(Code.TIMESTAMP_TOO_NEW);
  }

  @Test
  void theReceiversOwnToleranceReplacesTheSchemes() {
    Verifier strict = STANDARD.verifier(secrets(SECRET), Duration.ofSeconds(10));
    SignatureInput request = received(post("{}"), signed(STANDARD, SECRET));

    assertThat(strict.verify(request, NOW.plusSeconds(10)).isAccepted()).isTrue();
    assertThat(strict.verify(request, NOW.plusSeconds(11)).isAccepted()).isFalse();
    assertThatThrownBy(() -> STANDARD.verifier(secrets(SECRET), Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1700000000",
        "1700000000 ",
        "+1700000000",
        "-1",
        "1700000000.0",
        "1.7e9",
        "0x6553f100",
        "١٧٠٠٠٠٠٠٠٠",
        "１７００００００００",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999",
        "1700000000\n"
      })
  void aTimestampIsDigitsOnly(String timestamp) {
    List<HttpHeader> headers = replaced(signed(STANDARD, SECRET), "webhook-timestamp", timestamp);

    assertThat(code(verify(STANDARD, headers, NOW, SECRET))).isEqualTo(Code.TIMESTAMP_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "999999999999999"})
  void aTimestampOfAnyLengthThatIsTakenIsBoundedWithoutOverflow(String timestamp) {
    List<HttpHeader> headers = replaced(signed(STANDARD, SECRET), "webhook-timestamp", timestamp);

    assertThat(code(verify(STANDARD, headers, NOW, SECRET)))
        .isIn(Code.TIMESTAMP_TOO_OLD, Code.TIMESTAMP_TOO_NEW);
    assertThat(code(verify(STANDARD, headers, Instant.MAX, SECRET)))
        .isEqualTo(Code.TIMESTAMP_TOO_OLD);
    assertThat(code(verify(STANDARD, headers, Instant.MIN, SECRET)))
        .isEqualTo(Code.TIMESTAMP_TOO_NEW);
  }

  @ParameterizedTest
  @CsvSource({
    "webhook-signature, SIGNATURE_MISSING, SIGNATURE_DUPLICATED",
    "webhook-timestamp, TIMESTAMP_MISSING, TIMESTAMP_DUPLICATED",
    "webhook-id, ID_MISSING, ID_DUPLICATED"
  })
  void aHeaderThatIsMissingOrThereTwiceIsRefused(String name, Code missing, Code duplicated) {
    List<HttpHeader> headers = signed(STANDARD, SECRET);
    List<HttpHeader> without =
        headers.stream().filter(header -> !header.name().equals(name)).toList();
    List<HttpHeader> twice = new ArrayList<>(headers);
    headers.stream()
        .filter(header -> header.name().equals(name))
        .forEach(h -> twice.add(new HttpHeader(name.toUpperCase(Locale.ROOT), h.value())));

    assertThat(code(verify(STANDARD, without, NOW, SECRET))).isEqualTo(missing);
    assertThat(code(verify(STANDARD, twice, NOW, SECRET))).isEqualTo(duplicated);
  }

  @Test
  void headerNamesAreReadInAnyCase() {
    List<HttpHeader> shouted =
        signed(STANDARD, SECRET).stream()
            .map(h -> new HttpHeader(h.name().toUpperCase(Locale.ROOT), h.value()))
            .toList();

    assertThat(verify(STANDARD, shouted, NOW, SECRET).isAccepted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a b", "a\u0000", "ü"})
  void anIdThatCouldBeMistakenForMoreIsRefused(String id) {
    List<HttpHeader> headers = replaced(signed(STANDARD, SECRET), "webhook-id", id);

    assertThat(code(verify(STANDARD, headers, NOW, SECRET))).isEqualTo(Code.ID_MALFORMED);
    assertThatThrownBy(
            () -> STANDARD.signer(secrets(SECRET)).sign(Requests.with(post("{}"), id, NOW)))
        .isInstanceOf(UnsignableRequestException.class)
        .hasMessageContaining("standard-webhooks");
  }

  @Test
  void unknownVersionsAreIgnoredAndTheSenderChoosesNoAlgorithm() {
    String valid = value(signed(STANDARD, SECRET), "webhook-signature");
    String asAsymmetric = valid.replace("v1,", "v1a,");

    assertThat(verifySignature("v2,AAAA " + valid + " v9,?? x", SECRET).isAccepted()).isTrue();
    assertThat(code(verifySignature("v2," + valid.substring(3), SECRET)))
        .isEqualTo(Code.SIGNATURE_MALFORMED);
    assertThat(code(verifySignature(asAsymmetric, SECRET))).isEqualTo(Code.SIGNATURE_MALFORMED);
    assertThat(code(verifySignature(valid, KEY_PAIR))).isEqualTo(Code.SIGNATURE_MISMATCH);
  }

  @Test
  void aSignatureCountsUnderItsOwnVersionOnly() {
    SignatureScheme scheme =
        scheme(
            "{'header': 'Sig', 'signed': ['body'], 'signatureSeparator': ',',"
                + " 'algorithm': 'HmacSHA256', 'prefix': 'a:', 'keyPrefix': 'a_', 'alternatives':"
                + " [{'algorithm': 'HmacSHA256', 'prefix': 'b:', 'keyPrefix': 'b_'}]}");
    String value = value(signed(scheme, "a_k"), "Sig");
    List<HttpHeader> renamed = List.of(new HttpHeader("Sig", value.replace("a:", "b:")));

    assertThat(verify(scheme, signed(scheme, "a_k"), NOW, "a_k", "b_k").isAccepted()).isTrue();
    assertThat(code(verify(scheme, renamed, NOW, "a_k"))).isEqualTo(Code.SIGNATURE_MISMATCH);
  }

  @Test
  void stripeIgnoresVersionZero() {
    SignatureScheme stripe = preset("stripe");
    String header = value(signed(stripe, "whsec_a"), "Stripe-Signature");
    String asVersionZero = header.replace("v1=", "v0=");

    assertThat(verify("stripe", stripe(header + ",v0=" + "0".repeat(64)), "whsec_a").isAccepted())
        .isTrue();
    assertThat(code(verify("stripe", stripe(asVersionZero), "whsec_a")))
        .isEqualTo(Code.SIGNATURE_MALFORMED);
    assertThat(code(verify("stripe", stripe(header + ",t=1700000001"), "whsec_a")))
        .isEqualTo(Code.TIMESTAMP_DUPLICATED);
    assertThat(code(verify("stripe", stripe(header.substring(header.indexOf("v1="))), "whsec_a")))
        .isEqualTo(Code.TIMESTAMP_MISSING);
  }

  @Test
  void tenSignaturesAreReadAndElevenRefused() {
    String wrong = "v1," + "A".repeat(43) + "=";
    String valid = value(signed(STANDARD, SECRET), "webhook-signature");
    String tenth = String.join(" ", Collections.nCopies(9, wrong)) + " " + valid;

    assertThat(verifySignature(tenth, SECRET).isAccepted()).isTrue();
    assertThat(code(verifySignature(wrong + " " + tenth, SECRET)))
        .isEqualTo(Code.SIGNATURE_MALFORMED);
  }

  @Test
  void stripesTimestampIsNoSignatureWhenTheyAreCounted() {
    String valid = value(signed(preset("stripe"), "whsec_a"), "Stripe-Signature");
    String nineMore = (",v1=" + "0".repeat(64)).repeat(9);

    assertThat(verify("stripe", stripe(valid + nineMore), "whsec_a").isAccepted()).isTrue();
    assertThat(code(verify("stripe", stripe(valid + nineMore + ",v1=00"), "whsec_a")))
        .isEqualTo(Code.SIGNATURE_MALFORMED);
  }

  @Test
  void aReceiverWithTheNewAndTheOldSecretTakesBothWhileTheyRotate() {
    assertThat(verify(STANDARD, signed(STANDARD, SECRET), NOW, OLD_SECRET, SECRET))
        .extracting("keyIndex")
        .isEqualTo(1);
    assertThat(verify("shopify", signed(preset("shopify"), "old"), "new", "old"))
        .extracting("keyIndex")
        .isEqualTo(1);
    assertThat(code(verify("shopify", signed(preset("shopify"), "older"), "new", "old")))
        .isEqualTo(Code.SIGNATURE_MISMATCH);
  }

  @Test
  void aSenderWithSeveralSecretsIsTakenByAReceiverOfAnyOfThem() {
    List<HttpHeader> headers = signed(STANDARD, SECRET, KEY_PAIR, OLD_SECRET);

    assertThat(value(headers, "webhook-signature")).matches("v1,\\S+ v1a,\\S+ v1,\\S+");
    for (String secret : List.of(SECRET, KEY_PAIR, OLD_SECRET)) {
      assertThat(verify(STANDARD, headers, NOW, secret).isAccepted()).isTrue();
    }
  }

  @Test
  void whereAHeaderCarriesOneSignatureTheFirstSecretSigns() {
    assertThat(signed(preset("td"), "new", "old")).isEqualTo(signed(preset("td"), "new"));
  }

  @Test
  void svixIsReadUnderEitherNameButNotUnderAMixture() {
    SignatureScheme svix = preset("svix");
    List<HttpHeader> own = signed(svix, SECRET);
    List<HttpHeader> standard = signed(STANDARD, SECRET);
    List<HttpHeader> mixed = List.of(own.get(0), own.get(1), standard.get(2));

    assertThat(verify(svix, own, NOW, SECRET).isAccepted()).isTrue();
    assertThat(verify(svix, standard, NOW, SECRET).isAccepted()).isTrue();
    assertThat(code(verify(svix, mixed, NOW, SECRET))).isEqualTo(Code.TIMESTAMP_MISSING);
  }

  @Test
  void hexIsReadInEitherCaseAndBase64OnlyAsItWouldBeWritten() {
    List<HttpHeader> hex = signed(preset("td"), "k");
    String upper = value(hex, "X-TD-Signature").toUpperCase(Locale.ROOT);
    List<HttpHeader> base64 = signed(preset("shopify"), "k");
    String signature = value(base64, "X-Shopify-Hmac-Sha256");
    char last = signature.charAt(42);
    String droppedBits = signature.substring(0, 42) + (char) (last + 1) + "=";

    assertThat(verify("td", replaced(hex, "X-TD-Signature", upper), "k").isAccepted()).isTrue();
    assertThat(code(verify("shopify", replaced(base64, "X-Shopify-Hmac-Sha256", droppedBits), "k")))
        .isEqualTo(Code.SIGNATURE_MALFORMED);
  }

  @ParameterizedTest
  @MethodSource("inboundRows")
  void theTableOfHeaderCasesHolds(CSVRecord row) {
    boolean list = row.get("value").startsWith("v1,");
    SignatureScheme scheme =
        scheme(
            ("{'header': 'X-TD-Signature', 'timestampHeader': 'X-TD-Timestamp', 'separator': '.',"
                    + "'signed': ['timestamp', 'body'], 'algorithm': 'HmacSHA256', %s}")
                .formatted(
                    list
                        ? "'encoding': 'base64', 'prefix': 'v1,', 'signatureSeparator': ' '"
                        : "'encoding': 'hex', 'prefix': 'sha256='"));
    List<HttpHeader> genuine = signed(scheme, "k");
    assertThat(verify(scheme, genuine, NOW, "k").isAccepted()).isTrue();

    // AAAA stands for a signature that is right, BBBB for another's.
    String signature = value(genuine, "X-TD-Signature");
    String value =
        row.get("value").replace("v1,AAAA", signature).replace("BBBB", "B".repeat(42) + "A=");
    List<HttpHeader> changed = new ArrayList<>(genuine);
    List<String> names = List.of(row.get("header").split(" \\+ ", -1));
    changed.removeIf(header -> names.contains(header.name()));
    for (int i = 0; i < names.size(); i++) {
      String each = names.size() > 1 ? (i == 0 ? signature : "b") : value;
      changed.add(new HttpHeader(names.get(i), each));
    }

    assertThat(verify(scheme, changed, NOW, "k").isAccepted())
        .as(row.get("reason"))
        .isEqualTo(row.get("verdict").equals("accept"));
  }

  @Test
  void refusalTextsNeverQuoteWhatWasSent() {
    for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      List<HttpHeader> headers = replaced(signed(STANDARD, SECRET), name, "<b>evil.");

      assertThat(verify(STANDARD, headers, NOW, SECRET).toString()).doesNotContain("evil");
    }
  }

  @Test
  void codesAreWrittenInLowerCaseWithHyphensInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Code.SIGNATURE_MISSING).hasToString("signature-missing");
      assertThat(Code.TIMESTAMP_TOO_OLD).hasToString("timestamp-too-old");
    } finally {
      Locale.setDefault(before);
    }
  }

  static List<CSVRecord> inboundRows() {
    List<CSVRecord> rows =
        Vectors.headerCases("inbound-request").stream()
            .filter(row -> row.get("header").startsWith("X-TD-"))
            .toList();
    assertThat(rows).hasSize(7);
    return rows;
  }

  private static Verification verifySignature(String signature, String secret) {
    List<HttpHeader> headers = replaced(signed(STANDARD, SECRET), "webhook-signature", signature);
    return verify(STANDARD, headers, NOW, secret);
  }

  private static Verification verify(String preset, List<HttpHeader> headers, String... secrets) {
    return verify(preset(preset), headers, NOW, secrets);
  }

  private static Verification verify(
      SignatureScheme scheme, List<HttpHeader> headers, Instant now, String... secrets) {
    return scheme.verifier(secrets(secrets), null).verify(received(post("{}"), headers), now);
  }

  private static SignatureScheme preset(String name) {
    return SignatureScheme.preset(name);
  }

  private static List<HttpHeader> signed(SignatureScheme scheme, String... secrets) {
    return scheme.signer(secrets(secrets)).sign(post("{}"));
  }

  private static List<HttpHeader> stripe(String value) {
    return List.of(new HttpHeader("Stripe-Signature", value));
  }

  private static String value(List<HttpHeader> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static List<HttpHeader> replaced(List<HttpHeader> headers, String name, String value) {
    return headers.stream()
        .map(h -> h.name().equals(name) ? new HttpHeader(name, value) : h)
        .toList();
  }

  private static Code code(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.Refused.class);
    return ((Verification.Refused) verification).code();
  }
}
