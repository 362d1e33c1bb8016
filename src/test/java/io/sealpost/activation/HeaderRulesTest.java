package io.sealpost.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.Vectors;
import io.sealpost.activation.HeaderRules.Candidate;
import io.sealpost.activation.HeaderRules.Problem;
import io.sealpost.connection.AddressGuard;
import io.sealpost.connection.Authorization;
import io.sealpost.connection.Connection;
import io.sealpost.connection.Credentials;
import io.sealpost.connection.TlsSettings;
import io.sealpost.connection.UrlPrefix;
import io.sealpost.connection.UrlRefusedException;
import io.sealpost.signature.Secret;
import io.sealpost.signature.Signer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {
  private static final HeaderRules RULES = HeaderRules.reserving(Set.of());

  /** A list never reaches a header as Java writes it: templates write values as JSON. */
  private static final String JAVA_LIST = "[a, b]";

  @ParameterizedTest
  @MethodSource("configNames")
  void nameFollowsTheTable(String name, boolean fromSecretsOnly, String verdict, String reason) {
    String refusal = RULES.checkName(name, fromSecretsOnly);
    switch (verdict) {
      case "accept" -> assertThat(refusal).as(reason).isNull();
      case "reject-config" -> assertThat(refusal).as(reason).isNotNull();
      case "own-value" -> assertThat(refusal).as(reason).contains("fixed by the product");
      default -> throw new IllegalArgumentException("unknown verdict " + verdict);
    }
  }

  @ParameterizedTest
  @MethodSource("renderedValues")
  void valueFollowsTheTable(String name, String value, String verdict, String reason) {
    switch (verdict) {
      case "accept" -> assertThat(HeaderRules.checkValue(value)).as(reason).isNull();
      case "reject-message" -> assertThat(HeaderRules.checkValue(value)).as(reason).isNotNull();
      case "reject-config" -> {
        List<Candidate> headers = Stream.of(name.split(" \\+ ")).map(n -> plain(n)).toList();
        assertThat(RULES.check(headers)).as(reason).hasSize(1);
      }
      default -> throw new IllegalArgumentException("unknown verdict " + verdict);
    }
  }

  @Test
  void tableIsReadWhole() {
    assertThat(configNames().count()).isEqualTo(41);
    assertThat(renderedValues().count()).isEqualTo(18);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type",
        "Accept",
        "X-Event",
        "X-Signature",
        "X-Timestamp",
        "X-Method",
        "X-Custom-Header",
        "Cache-Control",
        "Idempotency-Key",
        "X-Api-Key",
        "!#$%&'*+-.^_`|~09azAZ"
      })
  void ordinaryNamesAreAccepted(String name) {
    assertThat(RULES.checkName(name, false)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TE",
        "te",
        "Connection",
        "Content-Encoding",
        "Expect",
        "Proxy-Authorization",
        "X-Forwarded-Host",
        "x-td-signature",
        "Svix-Signature",
        "Webhook-Id",
        "X-HTTP-Method-Override",
        "X-Real-IP",
        "X-Amz-Security-Token",
        "If-Modified-Since",
        "VIA"
      })
  void reservedNamesAreRefusedInAnyCase(String name) {
    assertThat(RULES.checkName(name, true)).contains(name).contains("reserved");
    assertThat(RULES.checkName(name.toUpperCase(Locale.ROOT), true)).contains("reserved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "authorization", "Cookie"})
  void credentialsComeFromSecretsOnly(String name) {
    assertThat(RULES.checkName(name, true)).isNull();
    assertThat(RULES.checkName(name, false)).contains("{{secret:…}}");
  }

  @Test
  void namesOfTheSignatureSchemeAreTaken() {
    HeaderRules rules = HeaderRules.reserving(Set.of("x-signature"));
    assertThat(rules.checkName("X-Signature", false)).contains("signature scheme");
    assertThat(RULES.checkName("X-Signature", false)).isNull();
  }

  @Test
  void namesTheConnectionWritesAreTaken() throws UrlRefusedException {
    HeaderRules rules =
        HeaderRules.of(connection(new Credentials.ApiKey("X-Api-Key", false, Secret.of("k"))));
    assertThat(rules.checkName("x-api-key", true)).contains("authType");
    assertThat(rules.checkName("Slack-Signature", true)).contains("signature scheme");
    assertThat(rules.checkName("SEALPOST-DELIVERY-ID", true)).contains("deliveryIdHeader");
    assertThat(rules.checkName("Authorization", true)).isNull();
    HeaderRules bearer = HeaderRules.of(connection(new Credentials.Bearer(Secret.of("t"))));
    assertThat(bearer.checkName("Authorization", true)).contains("authType");
    assertThat(bearer.checkName("X-Api-Key", false)).isNull();
  }

  @Test
  void duplicatesAreFoundAtTheSecond() {
    assertThat(RULES.check(List.of(plain("X-Title"), plain("X-B"), plain("x-TITLE"))))
        .containsExactly(
            new Problem(2, "x-TITLE is there twice: upper and lower case make no difference"));
  }

  @Test
  void allProblemsAreFoundAtOnce() {
    assertThat(RULES.check(List.of(plain("Host"), plain("X-B"), plain("X B"))))
        .extracting(Problem::index)
        .containsExactly(0, 2);
  }

  @Test
  void exactly32HeadersAreAccepted() {
    assertThat(RULES.check(headers(32))).isEmpty();
    assertThat(RULES.check(headers(33)))
        .containsExactly(new Problem(32, "33 custom headers: remove some, the most is 32"));
  }

  @Test
  void exactly256BytesAreAccepted() {
    assertThat(RULES.checkName("x".repeat(256), false)).isNull();
    assertThat(RULES.checkName("x".repeat(257), false)).contains("257", "256");
    assertThat(HeaderRules.checkValue("x".repeat(256))).isNull();
    assertThat(HeaderRules.checkValue("x".repeat(257))).contains("257", "256");
  }

  @Test
  void emptyValueIsAccepted() {
    assertThat(HeaderRules.checkValue("")).isNull();
  }

  @Test
  void refusalOfAValueDoesNotQuoteIt() {
    assertThat(HeaderRules.checkValue("k3y\nk3y")).contains("U+000A", "position 4");
    assertThat(HeaderRules.checkValue("k3y\nk3y")).doesNotContain("k3y");
    assertThat(HeaderRules.checkValue("k3y ")).doesNotContain("k3y");
  }

  @Property
  void acceptedValuesArePrintableAscii(@ForAll String value) {
    boolean printable = value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    boolean trimmed = value.equals(value.strip());
    assertThat(HeaderRules.checkValue(value) == null)
        .isEqualTo(printable && trimmed && value.length() <= 256);
  }

  static Stream<Arguments> configNames() {
    return rows("config-name")
        .map(
            row -> {
              String value = row.get("value");
              boolean fromSecretsOnly = value.contains("{{secret:") && !value.contains("${");
              return Arguments.of(
                  unescape(row.get("header")),
                  fromSecretsOnly,
                  row.get("verdict"),
                  row.get("reason"));
            });
  }

  static Stream<Arguments> renderedValues() {
    return rows("rendered-value")
        .filter(row -> !row.get("value").equals(JAVA_LIST))
        .map(
            row ->
                Arguments.of(
                    row.get("header"),
                    unescape(row.get("value")),
                    row.get("verdict"),
                    row.get("reason")));
  }

  private static Candidate plain(String name) {
    return new Candidate(name, false);
  }

  private static List<Candidate> headers(int count) {
    return IntStream.range(0, count).mapToObj(i -> plain("X-" + i)).toList();
  }

  private static Connection connection(Credentials credentials) throws UrlRefusedException {
    return new Connection(
        "acme",
        UrlPrefix.parse("https://api.acme.example/", false),
        Connection.Kind.SIGNED,
        Authorization.of(credentials),
        credentials.references(),
        Signer.NONE,
        Set.of("slack-signature"),
        TlsSettings.DEFAULT,
        null,
        AddressGuard.allowing(List.of()),
        1,
        "Sealpost-Delivery-Id",
        true);
  }

  private static Stream<CSVRecord> rows(String source) {
    return Vectors.headerCases(source).stream();
  }

  private static String unescape(String text) {
    return Pattern.compile("\\\\u([0-9a-f]{4})")
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }
}
