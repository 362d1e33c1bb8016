package io.sealpost.signature;

import static io.sealpost.signature.Requests.NOW;
import static io.sealpost.signature.Requests.post;
import static io.sealpost.signature.Requests.received;
import static io.sealpost.signature.Requests.scheme;
import static io.sealpost.signature.Requests.secrets;
import static io.sealpost.signature.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code signatures.json}: every row, in both directions. */
class PublishedVectorsTest {

  @ParameterizedTest
  @MethodSource("vectors")
  void theVectorIsSignedAndVerifiedAsPublished(JsonNode vector) {
    SignatureScheme scheme =
        scheme(
            "{'header': 'X-Sig', 'signed': ['body'], 'key': 'base64', 'algorithm': '%s', 'encoding': '%s'}"
                .formatted(vector.path("alg").asText(), vector.path("encoding").asText()));
    List<Secret> secrets = secrets(vector.path("key_base64").asText());
    SignatureInput request =
        post(Base64.getDecoder().decode(vector.path("content_base64").asText()));

    List<HttpHeader> signed = scheme.signer(secrets).sign(request);
    HttpHeader published = new HttpHeader("X-Sig", vector.path("expected").asText());

    assertThat(signed).containsExactly(published);
    assertThat(scheme.verifier(secrets, null).verify(received(request, List.of(published)), NOW))
        .isInstanceOf(Verification.Accepted.class);
  }

  @Test
  void stripeWithTwoSecretsWritesThePublishedHeader() throws IOException {
    JsonNode primary = vector("stripe-ascii-json-primary");
    JsonNode rotation = vector("stripe-ascii-json-rotation");
    SignatureScheme stripe = SignatureScheme.preset("stripe");
    List<Secret> secrets = secrets(keyText(primary), keyText(rotation));
    SignatureInput request = post("{\"id\":\"evt_1\",\"ok\":true}");
    HttpHeader published = new HttpHeader("Stripe-Signature", primary.path("header").asText());

    assertThat(stripe.signer(secrets).sign(request)).containsExactly(published);
    assertThat(
            stripe
                .verifier(secrets(keyText(rotation)), null)
                .verify(received(request, List.of(published)), NOW)
                .isAccepted())
        .isTrue();
  }

  @Test
  void standardWebhooksWithAnEd25519KeyWritesThePublishedSignature() throws IOException {
    JsonNode vector = vector("standard-webhooks-v1a");
    SignatureScheme scheme = SignatureScheme.preset("standard-webhooks");
    Instant then = Instant.ofEpochSecond(1_614_265_330);
    SignatureInput request =
        with(post("{\"test\": 2432232314}"), "msg_p5jXN8AQM9LWM0D4loKWxJek", then);

    List<HttpHeader> signed =
        scheme.signer(secrets("whsk_" + vector.path("key_base64").asText())).sign(request);

    assertThat(signed)
        .contains(new HttpHeader("webhook-signature", "v1a," + vector.path("expected").asText()));
    assertThat(
            scheme
                .verifier(secrets("whpk_" + publicHalf(vector)), null)
                .verify(received(request, signed), then))
        .isInstanceOf(Verification.Accepted.class);
  }

  static List<JsonNode> vectors() throws IOException {
    try (InputStream file =
        PublishedVectorsTest.class.getResourceAsStream("/vectors/signatures.json")) {
      List<JsonNode> rows = new ArrayList<>();
      JsonMapper.builder().build().readTree(file).path("vectors").forEach(rows::add);
      assertThat(rows).hasSizeGreaterThanOrEqualTo(8);
      return rows;
    }
  }

  private static JsonNode vector(String id) throws IOException {
    return vectors().stream()
        .filter(row -> row.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String keyText(JsonNode vector) {
    byte[] key = Base64.getDecoder().decode(vector.path("key_base64").asText());
    return new String(key, StandardCharsets.UTF_8);
  }

  private static String publicHalf(JsonNode vector) {
    byte[] pair = Base64.getDecoder().decode(vector.path("key_base64").asText());
    return Base64.getEncoder().encodeToString(java.util.Arrays.copyOfRange(pair, 32, 64));
  }
}
