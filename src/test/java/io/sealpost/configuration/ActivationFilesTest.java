package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.activation.Activation;
import io.sealpost.activation.Activation.Timeouts;
import io.sealpost.activation.RetryPolicy;
import io.sealpost.expression.MissingAttribute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationFilesTest {
  @TempDir Path root;
  private TestFolder folder;

  @BeforeEach
  void aValidFolder() {
    folder = TestFolder.valid(root);
  }

  @Test
  void whatAnActivationDoesNotSayIsTheDefault() {
    Activation activation = activation();

    assertThat(activation.method()).isEqualTo("POST");
    assertThat(activation.events()).isEmpty();
    assertThat(activation.customHeaders()).isEmpty();
    assertThat(activation.body()).isNotNull();
    assertThat(activation.missing()).isEqualTo(MissingAttribute.REJECT);
    assertThat(activation.retry())
        .isEqualTo(new RetryPolicy(3, Duration.ofSeconds(10), 3, Duration.ofHours(1), 0.2));
    Duration half = Duration.ofSeconds(30);
    assertThat(activation.timeouts()).isEqualTo(new Timeouts(half, half, half));
    assertThat(activation.concurrency()).isEqualTo(16);
  }

  @Test
  void anActivationIsWhatItsFileSays() {
    folder.write(
        "activations/welcome.yaml",
        TestFolder.ACTIVATION
            + """
            description: hello
            events: [b, a]
            httpMethod: PATCH
            customHeaders: {X-B: b, X-A: "{{secret:partnerToken}}"}
            missing: null
            retryLimit: 0
            backoff: 500ms
            multiplier: 1.5
            maxBackoff: 2m
            jitter: 0
            connectionTimeout: 1s
            writeTimeout: 2s
            readTimeout: 10m
            concurrency: 1000
            """);

    Activation activation = activation();

    assertThat(activation.events()).containsExactly("b", "a");
    assertThat(activation.method()).isEqualTo("PATCH");
    assertThat(activation.customHeaders())
        .extracting(Activation.CustomHeader::name)
        .containsExactly("X-B", "X-A");
    assertThat(activation.missing()).isEqualTo(MissingAttribute.NULL);
    assertThat(activation.retry())
        .isEqualTo(new RetryPolicy(0, Duration.ofMillis(500), 1.5, Duration.ofMinutes(2), 0));
    assertThat(activation.timeouts())
        .isEqualTo(
            new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(10)));
    assertThat(activation.concurrency()).isEqualTo(1000);
  }

  @Test
  void getAndDeleteNeedNoBody() {
    for (String method : List.of("GET", "DELETE")) {
      folder.write(
          "activations/welcome.yaml",
          "activation: welcome\nconnection: acme\nhttpMethod: "
              + method
              + "\nurl: https://api.acme.example/v1/x\n");

      assertThat(activation().body()).isNull();
    }
  }

  @Test
  void aBodyMayBeOneReference() {
    folder.write(
        "activations/welcome.yaml",
        """
        activation: welcome
        connection: acme
        url: https://api.acme.example/v1/x
        requestBody: "{{attributes}}"
        """);

    assertThat(activation().body()).isNotNull();
  }

  @Test
  void credentialsMayBeMadeOfSecretsAndHmacsOnly() {
    folder.connection("authType: none\nsigning:\n  secrets: [\"{{env:ACME_TOKEN}}\"]\n");
    folder.write(
        "activations/welcome.yaml",
        TestFolder.ACTIVATION
            + "customHeaders:\n  Authorization: HMAC"
            + " ${hmac_sha256_hex({{auth.signing_secret}}, ${request_body})}\n");

    assertThat(activation().customHeaders()).hasSize(1);
  }

  @Test
  void oneEventMayHaveSeveralSubscribers() {
    folder.write("activations/welcome.yaml", TestFolder.ACTIVATION + "events: user.created\n");
    folder.write(
        "activations/audit.yaml",
        TestFolder.ACTIVATION.replace("welcome", "audit") + "events: [user.created, user.gone]\n");

    Configuration configuration = folder.configuration();

    assertThat(configuration.subscribers("user.created"))
        .extracting(Activation::name)
        .containsExactly("audit", "welcome");
    assertThat(configuration.subscribers("user.gone"))
        .extracting(Activation::name)
        .containsExactly("audit");
    assertThat(configuration.subscribers("other")).isEmpty();
    assertThat(configuration.activation("audit")).isPresent();
    assertThat(configuration.activation("other")).isEmpty();
  }

  @Test
  void placeholdersOfActivationFilesAreReferencesNotPlaceholders() {
    folder.write(
        "activations/welcome.yaml",
        TestFolder.ACTIVATION + "description: \"{{env:ACME_TOKEN}}\"\n");

    assertThat(folder.read().problems()).isEmpty();
  }

  @Test
  void thirtyTwoCustomHeadersAreAcceptedAndOneMoreIsNot() {
    StringBuilder headers = new StringBuilder(TestFolder.ACTIVATION + "customHeaders:\n");
    for (int i = 0; i < 32; i++) {
      headers.append("  X-").append(i).append(": v\n");
    }
    folder.write("activations/welcome.yaml", headers.toString());
    assertThat(folder.read().problems()).isEmpty();

    folder.write("activations/welcome.yaml", headers + "  X-32: v\n");
    assertThat(folder.read().problems())
        .extracting(Problem::toString)
        .containsExactly(
            "activations/welcome.yaml:7:3: error: customHeaders: has more than 32 entries; remove"
                + " some [out-of-bounds]");
  }

  private Activation activation() {
    return folder.configuration().activation("welcome").orElseThrow();
  }
}
