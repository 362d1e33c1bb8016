package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.URL;
import static io.sealpost.signature.Requests.hmac;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.secrets;
import static io.sealpost.signature.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each preset's headers, against values published by its vendor or computed here by hand. */
class PresetsTest {
  private static final String BODY = "{\"id\":\"evt_1\",\"name\":\"Zoë\"}";
  private static final String KEY = "my secret";

  @Test
  void tdIsHexHmacSha256OfTheBody() {
    assertThat(headers("td", KEY, post(BODY)))
        .containsExactly("X-TD-Signature=" + hex(hmac("HmacSHA256", KEY, BODY)));
  }

  @Test
  void sha256PutsItsPrefixBeforeTheHex() {
    assertThat(headers("sha256", KEY, post(BODY)))
        .containsExactly("X-Signature=sha256=" + hex(hmac("HmacSHA256", KEY, BODY)));
  }

  @Test
  void customerioIsHexHmacSha1OfTheBody() {
    assertThat(headers("customerio", KEY, post(BODY)))
        .containsExactly("X-Signature=" + hex(hmac("HmacSHA1", KEY, BODY)));
  }

  @Test
  void customerioReportingSignsVersionTimestampAndBody() {
    assertThat(headers("customerio-reporting", KEY, post(BODY)))
        .containsExactly(
            "X-CIO-Timestamp=1700000000",
            "X-CIO-Signature=" + hex(hmac("HmacSHA256", KEY, "v0:1700000000:" + BODY)));
  }

  @Test
  void standardWebhooksSignsIdTimestampAndBodyWithTheDecodedKey() {
    byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    String signature = base64(hmac("HmacSHA256", key, "del_1.1700000000." + BODY));

    assertThat(headers("standard-webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", post(BODY)))
        .containsExactly(
            "webhook-id=del_1",
            "webhook-timestamp=1700000000",
            "webhook-signature=v1," + signature);
  }

  /** The header of the specification's and of Svix's own tests. */
  @Test
  void standardWebhooksMakesThePublishedSignature() {
    SignatureInput request =
        with(
            post("{\"test\": 2432232314}"),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1_614_265_330));

    assertThat(headers("standard-webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", request))
        .contains("webhook-signature=v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void svixDiffersFromStandardWebhooksInItsHeaderNamesOnly() {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    assertThat(headers("svix", secret, post(BODY)).stream().map(h -> h.replace("svix-", "")))
        .isEqualTo(
            headers("standard-webhooks", secret, post(BODY)).stream()
                .map(header -> header.replace("webhook-", ""))
                .toList());
  }

  @Test
  void stripeKeepsTimestampAndSignaturesInOneHeader() {
    assertThat(headers("stripe", "whsec_abc", post(BODY)))
        .containsExactly(
            "Stripe-Signature=t=1700000000,v1="
                + hex(hmac("HmacSHA256", "whsec_abc", "1700000000." + BODY)));
  }

  /** The example of GitHub's page on validating webhook deliveries. */
  @Test
  void githubMakesThePublishedSignature() {
    assertThat(headers("github", "It's a Secret to Everybody", post("Hello, World!")))
        .containsExactly(
            "X-Hub-Signature-256=sha256="
                + "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }

  @Test
  void shopifyIsBase64HmacSha256OfTheBody() {
    assertThat(headers("shopify", KEY, post(BODY)))
        .containsExactly("X-Shopify-Hmac-Sha256=" + base64(hmac("HmacSHA256", KEY, BODY)));
  }

  /** The example of Slack's page on verifying requests. */
  @Test
  void slackMakesThePublishedSignature() {
    String body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
            + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    SignatureInput request = with(post(body), "", Instant.ofEpochSecond(1_531_420_618));

    assertThat(headers("slack", "8f742231b10e8888abcd99yyyzzz85a5", request))
        .containsExactly(
            "X-Slack-Request-Timestamp=1531420618",
            "X-Slack-Signature="
                + "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
  }

  @Test
  void squareSignsTheUrlBeforeTheBody() {
    assertThat(headers("square", KEY, post(BODY)))
        .containsExactly(
            "x-square-hmacsha256-signature=" + base64(hmac("HmacSHA256", KEY, URL + BODY)));
  }

  @Test
  void twilioSignsTheUrlWithTheDigestOfAJsonBody() throws GeneralSecurityException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(BODY.getBytes(StandardCharsets.UTF_8));
    String url = URL + "&bodySHA256=" + hex(digest);

    assertThat(headers("twilio", KEY, Requests.at(url, post(BODY))))
        .containsExactly("X-Twilio-Signature=" + base64(hmac("HmacSHA1", KEY, url)));
  }

  @ParameterizedTest
  @MethodSource("io.sealpost.signature.SignatureScheme#presetNames")
  void everyPresetNamesItsSourceAndExactlyTheHeadersItWrites(String name) throws IOException {
    SignatureScheme scheme = SignatureScheme.preset(name);
    Signer signer = scheme.signer(secrets(Requests.secretFor(name)));

    assertThat(signer.sign(post(new byte[0])))
        .extracting(header -> header.name().toLowerCase(Locale.ROOT))
        .containsExactlyElementsOf(scheme.headerNames());
    assertThat(scheme.name()).isEqualTo(name);
    try (InputStream file = Presets.class.getResourceAsStream("presets/" + name + ".json")) {
      assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).contains("\"source\"");
    }
  }

  @Test
  void anUnknownPresetIsRefusedWithTheNearestName() {
    assertThatThrownBy(() -> SignatureScheme.preset("strip"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("«strip»; did you mean stripe?");
  }

  @Test
  void aTimestampNoReceiverWouldTakeIsNotSigned() {
    assertThatThrownBy(
            () -> headers("slack", KEY, with(post(BODY), "del_1", Instant.ofEpochSecond(-1))))
        .isInstanceOf(UnsignableRequestException.class)
        .hasMessageContaining("timestamp");
    assertThat(headers("td", KEY, with(post(BODY), "del_1", Instant.ofEpochSecond(-1)))).hasSize(1);
  }

  /** One Mac shared by two threads mixes up their contents: long ones, so that they overlap. */
  @Test
  void manyThreadsMayShareOneSigner() throws Exception {
    Signer signer = SignatureScheme.preset("td").signer(secrets(KEY));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String body = Integer.toString(i).repeat(50_000);
        tasks.add(
            () ->
                signer.sign(post(body)).get(0).value().equals(hex(hmac("HmacSHA256", KEY, body))));
      }
      for (Future<Boolean> equal : threads.invokeAll(tasks)) {
        assertThat(equal.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aTimestampIsWrittenInWholeSeconds() {
    SignatureInput request = with(post(BODY), "del_1", NOW.plusMillis(999));

    assertThat(headers("slack", KEY, request)).contains("X-Slack-Request-Timestamp=1700000000");
  }

  private static List<String> headers(String preset, String secret, SignatureInput request) {
    return SignatureScheme.preset(preset).signer(secrets(secret)).sign(request).stream()
        .map(header -> header.name() + "=" + header.value())
        .toList();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
