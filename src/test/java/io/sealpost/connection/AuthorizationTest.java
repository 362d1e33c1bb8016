package io.sealpost.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
  private static final String CANARY = "k3yk3yk3y";

  /** Source: RFC 7617, section 2 and 2.1. */
  @ParameterizedTest
  @CsvSource({
    "Aladdin, open sesame, QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    "test, 123£, dGVzdDoxMjPCow==",
    "key, '', a2V5Og==",
    "'', a:b, OmE6Yg==",
  })
  void basicIsUtf8InBase64(String userName, String password, String encoded) {
    Authorization authorization =
        Authorization.of(new Credentials.Basic(Secret.of(userName), Secret.of(password)));
    assertHeader(authorization, "Authorization", "Basic " + encoded, "Basic ***");
  }

  @Test
  void bearerGoesIntoTheAuthorizationHeader() {
    Authorization authorization = Authorization.of(new Credentials.Bearer(Secret.of("a-._~+/0==")));
    assertHeader(authorization, "Authorization", "Bearer a-._~+/0==", "Bearer ***");
  }

  @Test
  void treasureApiKeyGoesBehindTd1() {
    Authorization authorization =
        Authorization.of(new Credentials.TreasureApiKey(Secret.of("1/0123abcd")));
    assertHeader(authorization, "Authorization", "TD1 1/0123abcd", "TD1 ***");
  }

  @Test
  void apiKeyGoesIntoItsHeader() {
    assertHeader(Authorization.of(apiKey("X-Api-Key", false, "a b")), "X-Api-Key", "a b", "***");
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example/x, https://h.example/x?api%20key=a%26b%3D%2F%C3%A9",
    "https://h.example/x?, https://h.example/x?api%20key=a%26b%3D%2F%C3%A9",
    "https://h.example/x?y=1, https://h.example/x?y=1&api%20key=a%26b%3D%2F%C3%A9",
    "https://h.example/x?y=1&, https://h.example/x?y=1&api%20key=a%26b%3D%2F%C3%A9",
    "https://h.example/x&, https://h.example/x&?api%20key=a%26b%3D%2F%C3%A9",
  })
  void apiKeyInTheQueryIsAppendedEncodedAndShownMasked(String url, String appended) {
    Authorization authorization = Authorization.of(apiKey("api key", true, "a&b=/é"));
    Authorization.QueryParameter query = authorization.query();
    assertThat(authorization.headers()).isEmpty();
    assertThat(query).isNotNull();
    assertThat(query.appendTo(url)).isEqualTo(appended);
    assertThat(query.appendMaskedTo(url))
        .isEqualTo(appended.substring(0, appended.indexOf("api%20key=")) + "api%20key=***");
  }

  @Property
  void everyApiKeyInTheQueryPassesTheUrlGuard(@ForAll String key) throws UrlRefusedException {
    Authorization.QueryParameter query =
        new Authorization.QueryParameter("api_key", Secret.of(key));
    UrlPrefix.parse("https://h.example/v1/", false).check(query.appendTo("https://h.example/v1/"));
  }

  @Test
  void apiKeyWithoutNameAddsNothing() {
    Authorization authorization = Authorization.of(apiKey(null, false, "k"));
    assertThat(authorization.headers()).isEmpty();
    assertThat(authorization.query()).isNull();
  }

  @Test
  void noneAddsNothing() {
    Authorization authorization = Authorization.of(new Credentials.None());
    assertThat(authorization.headers()).isEmpty();
    assertThat(authorization.query()).isNull();
  }

  @Test
  void customHeadersKeepTheirOrder() {
    Map<String, Secret> headers = new LinkedHashMap<>();
    headers.put("X-Zulu", Secret.of("1"));
    headers.put("Authorization", Secret.of("Key 2"));
    headers.put("X-Alpha", Secret.of("3"));
    assertThat(Authorization.of(new Credentials.Custom(headers)).headers())
        .containsExactly(
            new Authorization.Header("X-Zulu", Secret.of("1"), "***"),
            new Authorization.Header("Authorization", Secret.of("Key 2"), "***"),
            new Authorization.Header("X-Alpha", Secret.of("3"), "***"));
  }

  @Test
  void referencesAreTheNamesTemplatesUse() {
    Secret a = Secret.of("a");
    Secret b = Secret.of("b");
    assertThat(new Credentials.Basic(a, b).references())
        .isEqualTo(Map.of("user_name", a, "password", b));
    assertThat(new Credentials.Bearer(a).references()).isEqualTo(Map.of("bearer_token", a));
    assertThat(apiKey(null, false, "a").references()).isEqualTo(Map.of("api_key", a));
    assertThat(new Credentials.TreasureApiKey(a).references())
        .isEqualTo(Map.of("treasure_api_key", a));
    assertThat(new Credentials.Custom(Map.of("X-A", a)).references()).isEmpty();
    assertThat(new Credentials.None().references()).isEmpty();
  }

  static Stream<Arguments> unusable() {
    return Stream.of(
        Arguments.of(basic("a:" + CANARY, "p"), "userName", "colon"),
        Arguments.of(basic("a", CANARY + "\n"), "password", "line break"),
        Arguments.of(basic(CANARY + "\u0000", "p"), "userName", "control"),
        Arguments.of(basic("", ""), "userName", "empty"),
        Arguments.of(bearer(""), "bearerToken", "empty"),
        Arguments.of(bearer(CANARY + "\n"), "bearerToken", "U+000A"),
        Arguments.of(bearer("Bearer " + CANARY), "bearerToken", "without its scheme"),
        Arguments.of(bearer(CANARY + "="), "", ""),
        Arguments.of(bearer("=" + CANARY), "bearerToken", "RFC 6750"),
        Arguments.of(bearer("=="), "bearerToken", "RFC 6750"),
        Arguments.of(bearer(CANARY + "\"x"), "bearerToken", "RFC 6750"),
        Arguments.of(bearer(CANARY + "é"), "bearerToken", "U+00E9"),
        Arguments.of(treasure(""), "treasureApiKey", "empty"),
        Arguments.of(treasure("TD1 " + CANARY), "treasureApiKey", "without its scheme"),
        Arguments.of(treasure(CANARY + "\r\n"), "treasureApiKey", "U+000D"),
        Arguments.of(apiKey(null, false, ""), "apiKey", "empty"),
        Arguments.of(apiKey(null, false, CANARY + "\né"), "", ""),
        Arguments.of(apiKey(null, true, CANARY), "apiKeyName", "needs a name"),
        Arguments.of(apiKey("", true, CANARY), "apiKeyName", "empty"),
        Arguments.of(apiKey("X Key", false, CANARY), "apiKeyName", "blank"),
        Arguments.of(apiKey("Host", false, CANARY), "apiKeyName", "reserved"),
        Arguments.of(apiKey("X-Key", false, CANARY + "\n"), "apiKey", "U+000A"),
        Arguments.of(apiKey("X-Key", false, " " + CANARY), "apiKey", "blank"),
        Arguments.of(custom(Map.of()), "authHeaders", "empty"),
        Arguments.of(custom(Map.of("X:A", CANARY)), "authHeaders.X:A", "\":\""),
        Arguments.of(custom(Map.of("Via", CANARY)), "authHeaders.Via", "reserved"),
        Arguments.of(custom(Map.of("X-A", "")), "authHeaders.X-A", "empty"),
        Arguments.of(custom(Map.of("X-A", CANARY + "\t")), "authHeaders.X-A", "U+0009"));
  }

  /** An empty key stands for credentials that can be used. */
  @ParameterizedTest
  @MethodSource("unusable")
  void unusableCredentialsAreFoundAndNeverQuoted(
      Credentials credentials, String key, String message) {
    List<CredentialRules.Problem> problems = CredentialRules.problems(credentials);
    if (key.isEmpty()) {
      assertThat(problems).isEmpty();
      return;
    }
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).key()).isEqualTo(key);
    assertThat(problems.get(0).message()).contains(message).doesNotContain(CANARY);
    assertThatThrownBy(() -> Authorization.of(credentials))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + ": ")
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void allProblemsAreFoundAtOnce() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-A", "1");
    headers.put("x-a", "2\n");
    headers.put("Host", "3");
    assertThat(CredentialRules.problems(custom(headers)))
        .extracting(CredentialRules.Problem::key)
        .containsExactly("authHeaders.x-a", "authHeaders.x-a", "authHeaders.Host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "bearer", "header", "query", "treasure", "custom"})
  void nothingButRevealTellsASecret(String kind) {
    Credentials credentials =
        switch (kind) {
          case "basic" -> basic(CANARY, CANARY);
          case "bearer" -> bearer(CANARY);
          case "header" -> apiKey("X-Key", false, CANARY);
          case "query" -> apiKey("key", true, CANARY);
          case "treasure" -> treasure(CANARY);
          default -> custom(Map.of("X-A", CANARY));
        };
    String encoded =
        Base64.getEncoder()
            .encodeToString((CANARY + ":" + CANARY).getBytes(StandardCharsets.UTF_8));
    assertThat(credentials.toString() + Authorization.of(credentials) + credentials.references())
        .contains("***")
        .doesNotContain(CANARY, encoded);
  }

  private static void assertHeader(
      Authorization authorization, String name, String value, String masked) {
    assertThat(authorization.query()).isNull();
    assertThat(authorization.headers()).hasSize(1);
    Authorization.Header header = authorization.headers().get(0);
    assertThat(header.name()).isEqualTo(name);
    assertThat(header.value().reveal()).isEqualTo(value);
    assertThat(header.masked()).isEqualTo(masked);
  }

  private static Credentials basic(String userName, String password) {
    return new Credentials.Basic(Secret.of(userName), Secret.of(password));
  }

  private static Credentials bearer(String token) {
    return new Credentials.Bearer(Secret.of(token));
  }

  private static Credentials treasure(String key) {
    return new Credentials.TreasureApiKey(Secret.of(key));
  }

  private static Credentials apiKey(@Nullable String name, boolean inQuery, String key) {
    return new Credentials.ApiKey(name, inQuery, Secret.of(key));
  }

  private static Credentials custom(Map<String, String> headers) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    headers.forEach((name, value) -> secrets.put(name, Secret.of(value)));
    return new Credentials.Custom(secrets);
  }
}
