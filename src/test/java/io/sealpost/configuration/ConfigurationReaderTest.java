package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.activation.Activation;
import io.sealpost.activation.Activation.Timeouts;
import io.sealpost.activation.RetryPolicy;
import io.sealpost.connection.Connection;
import io.sealpost.connection.Credentials;
import io.sealpost.connection.TlsSettings;
import io.sealpost.expression.MissingAttribute;
import io.sealpost.signature.Secret;
import io.sealpost.signature.Signer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
  private static final String HEAD = "connection: acme\nurlPrefix: https://api.acme.example/v1/\n";

  @TempDir Path root;
  private TestFolder folder;

  @BeforeEach
  void aValidFolder() {
    folder = TestFolder.valid(root);
  }

  @Test
  void whatAConnectionDoesNotSayIsTheDefault() {
    Connection connection = configuration().connections().get("acme");

    assertThat(connection.kind()).isEqualTo(Connection.Kind.SIGNED);
    assertThat(connection.signatureHeaders()).containsExactly("x-td-signature");
    assertThat(connection.signingSecret()).isEqualTo(Secret.of("canary-signing-secret"));
    assertThat(connection.tls()).isEqualTo(TlsSettings.DEFAULT);
    assertThat(connection.proxy()).isNull();
    assertThat(connection.addressGuard().isPublicOnly()).isTrue();
    assertThat(connection.concurrency()).isEqualTo(64);
    assertThat(connection.deliveryIdHeader()).isEqualTo("Sealpost-Delivery-Id");
    assertThat(connection.traceHeaders()).isTrue();
  }

  @Test
  void aConnectionIsWhatItsFileSays() throws IOException {
    connection(
        """
        kind: webhook
        authType: none
        signing:
          scheme: none
        tls:
          minVersion: TLSv1.3
        proxy: http://proxy.internal:3128
        allowAddresses: [10.1.0.0/16, "fd12::/64"]
        concurrency: 2
        deliveryIdHeader: Idempotency-Key
        traceHeaders: false
        """);

    Connection connection = configuration().connections().get("acme");

    assertThat(connection.kind()).isEqualTo(Connection.Kind.WEBHOOK);
    assertThat(connection.signer()).isSameAs(Signer.NONE);
    assertThat(connection.signatureHeaders()).isEmpty();
    assertThat(connection.signingSecret()).isNull();
    assertThat(connection.tls().minVersion()).isEqualTo("TLSv1.3");
    assertThat(connection.proxy()).isEqualTo(URI.create("http://proxy.internal:3128"));
    assertThat(connection.addressGuard().allows(InetAddress.getByName("10.1.2.3"))).isTrue();
    assertThat(connection.addressGuard().allows(InetAddress.getByName("10.2.2.3"))).isFalse();
    assertThat(connection.concurrency()).isEqualTo(2);
    assertThat(connection.deliveryIdHeader()).isEqualTo("Idempotency-Key");
    assertThat(connection.traceHeaders()).isFalse();
  }

  @Test
  void noDeliveryIdHeaderIsPossible() {
    connection("authType: none\ndeliveryIdHeader: none\n");

    assertThat(configuration().connections().get("acme").deliveryIdHeader()).isNull();
  }

  @Test
  void everyAuthorizationTypeBecomesItsCredentials() {
    folder.environment.putAll(Map.of("U", "us", "P", "pass"));
    Secret us = Secret.of("us");
    Secret pass = Secret.of("pass");

    assertThat(credentials("authType: basic\nuserName: us\npassword: \"{{env:P}}\"\n"))
        .isEqualTo(new Credentials.Basic(us, pass));
    assertThat(credentials("authType: basic\nuserName: \"{{env:U}}\"\npassword: \"\"\n"))
        .isEqualTo(new Credentials.Basic(us, Secret.of("")));
    assertThat(credentials("authType: bearer\nbearerToken: \"{{env:P}}\"\n"))
        .isEqualTo(new Credentials.Bearer(pass));
    assertThat(credentials("authType: apiKey\napiKey: \"{{env:P}}\"\n"))
        .isEqualTo(new Credentials.ApiKey(null, false, pass));
    assertThat(credentials("authType: apiKey\napiKey: \"{{env:P}}\"\napiKeyName: X-Key\n"))
        .isEqualTo(new Credentials.ApiKey("X-Key", false, pass));
    assertThat(
            credentials(
                "authType: apiKey\napiKey: \"{{env:P}}\"\napiKeyName: key\napiKeyIn: query\n"))
        .isEqualTo(new Credentials.ApiKey("key", true, pass));
    assertThat(credentials("authType: treasureApiKey\ntreasureApiKey: \"{{env:P}}\"\n"))
        .isEqualTo(new Credentials.TreasureApiKey(pass));
    assertThat(credentials("authType: custom\nauthHeaders:\n  X-B: \"{{env:P}}\"\n  X-A: us\n"))
        .isEqualTo(new Credentials.Custom(Map.of("X-B", pass, "X-A", us)));
    assertThat(credentials("authType: none\n")).isEqualTo(new Credentials.None());
  }

  @ParameterizedTest
  @ValueSource(strings = {"td", "github", "slack", "{preset: sha256, header: X-My-Signature}"})
  void signatureSchemesArePresetsOrTemplates(String scheme) {
    connection(
        "authType: none\nsigning:\n  scheme: "
            + scheme
            + "\n  secrets: [\"{{env:ACME_TOKEN}}\"]\n");

    assertThat(configuration().connections().get("acme").signatureHeaders()).isNotEmpty();
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
    connection("authType: none\nsigning:\n  secrets: [\"{{env:ACME_TOKEN}}\"]\n");
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

    Configuration configuration = configuration();

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
  void secretsAreNamed() {
    assertThat(configuration().secrets())
        .isEqualTo(Map.of("partnerToken", Secret.of("canary-partner")));
  }

  @Test
  void allFilesThatDecideAreKnown() {
    assertThat(configuration().files())
        .extracting(file -> root.toAbsolutePath().relativize(file).toString().replace('\\', '/'))
        .containsExactlyInAnyOrder(
            "connections/acme.yaml", "activations/welcome.yaml", "secrets.yaml", "secrets/acme");
  }

  @Test
  void aFolderWithoutActivationsIsValid(@TempDir Path empty) {
    ConfigurationReader.Result result = folder.reader().read(empty);

    assertThat(result.configuration()).isNotNull();
    assertThat(result.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "activations:1:1: warning: there is no activation, so nothing will be delivered; add"
                + " activations/<name>.yaml [no-activations]");
  }

  @Test
  void aFolderThatIsNotThereIsOneProblem() {
    ConfigurationReader.Result result = folder.reader().read(root.resolve("absent"));

    assertThat(result.configuration()).isNull();
    assertThat(result.problems()).extracting(Problem::code).containsExactly("no-folder");
  }

  @Test
  void aFolderInPlaceOfAFileIsAProblem() throws IOException {
    Files.createDirectory(root.resolve("connections/odd.yaml"));

    assertThat(folder.read().problems())
        .extracting(Problem::toString)
        .containsExactly(
            "connections/odd.yaml:1:1: error: is not a file; remove or rename it [unreadable]");
  }

  @Test
  void warningsStayWithTheConfiguration() {
    connection("authType: none\n");

    assertThat(configuration().warnings()).extracting(Problem::code).containsExactly("unsigned");
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

  @Test
  void problemsAreJsonAsTheCommandLinePromises() throws IOException {
    Problem problem =
        new Problem(Problem.Severity.ERROR, "connections/a.yaml", 2, 3, "tls.trust", "x-y", "no");

    assertThat(new ObjectMapper().writeValueAsString(List.of(problem)))
        .isEqualTo(
            "[{\"severity\":\"error\",\"file\":\"connections/a.yaml\",\"line\":2,\"column\":3,"
                + "\"key\":\"tls.trust\",\"code\":\"x-y\",\"message\":\"no\"}]");
  }

  private void connection(String rest) {
    folder.write("connections/acme.yaml", HEAD + rest);
  }

  private Credentials credentials(String rest) {
    connection(rest);
    return configuration().connections().get("acme").credentials();
  }

  private Configuration configuration() {
    ConfigurationReader.Result result = folder.read();
    assertThat(result.problems()).noneMatch(p -> p.severity() == Problem.Severity.ERROR);
    return Objects.requireNonNull(result.configuration());
  }

  private Activation activation() {
    return configuration().activation("welcome").orElseThrow();
  }
}
