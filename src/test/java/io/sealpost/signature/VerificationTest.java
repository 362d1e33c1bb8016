package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.scheme;
import static io.sealpost.signature.Requests.secrets;
import static io.sealpost.signature.SignedHeaders.SECRET;
import static io.sealpost.signature.SignedHeaders.STANDARD;
import static io.sealpost.signature.SignedHeaders.code;
import static io.sealpost.signature.SignedHeaders.preset;
import static io.sealpost.signature.SignedHeaders.replaced;
import static io.sealpost.signature.SignedHeaders.signed;
import static io.sealpost.signature.SignedHeaders.value;
import static io.sealpost.signature.SignedHeaders.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.Vectors;
import io.sealpost.signature.Verification.Accepted;
import io.sealpost.signature.Verification.Code;
import java.util.ArrayList;
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
  @Test
  void whatTheSignatureCoversIsHandedOn() {
    assertThat(verify(STANDARD, signed(STANDARD, SECRET), NOW, SECRET))
        .isEqualTo(new Accepted(Optional.of("del_1"), Optional.of(NOW), 0));
    assertThat(verify("td", signed(preset("td"), "k"), "k"))
        .isEqualTo(new Accepted(Optional.empty(), Optional.empty(), 0));
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
}
