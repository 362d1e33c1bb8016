package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.connection.Authorization;
import io.sealpost.connection.Connection;
import io.sealpost.connection.Credentials;
import io.sealpost.connection.TlsSettings;
import io.sealpost.signature.Secret;
import io.sealpost.signature.Signer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionFilesTest {
  @TempDir Path root;
  private TestFolder folder;

  @BeforeEach
  void aValidFolder() {
    folder = TestFolder.valid(root);
  }

  @Test
  void whatAConnectionDoesNotSayIsTheDefault() {
    Connection connection = folder.configuration().connections().get("acme");

    assertThat(connection.kind()).isEqualTo(Connection.Kind.SIGNED);
    assertThat(connection.signatureHeaders()).containsExactly("x-td-signature");
    assertThat(connection.references())
        .containsEntry("signing_secret", Secret.of("canary-signing-secret"));
    assertThat(connection.tls()).isEqualTo(TlsSettings.DEFAULT);
    assertThat(connection.proxy()).isNull();
    assertThat(connection.addressGuard().isPublicOnly()).isTrue();
    assertThat(connection.concurrency()).isEqualTo(64);
    assertThat(connection.deliveryIdHeader()).isEqualTo("Sealpost-Delivery-Id");
    assertThat(connection.traceHeaders()).isTrue();
  }

  @Test
  void aConnectionIsWhatItsFileSays() throws IOException {
    folder.connection(
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

    Connection connection = folder.configuration().connections().get("acme");

    assertThat(connection.kind()).isEqualTo(Connection.Kind.WEBHOOK);
    assertThat(connection.signer()).isSameAs(Signer.NONE);
    assertThat(connection.signatureHeaders()).isEmpty();
    assertThat(connection.references()).doesNotContainKey("signing_secret");
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
    folder.connection("authType: none\ndeliveryIdHeader: none\n");

    assertThat(folder.configuration().connections().get("acme").deliveryIdHeader()).isNull();
  }

  @Test
  void everyAuthorizationTypeIsThatOfItsCredentials() {
    folder.environment.putAll(Map.of("U", "us", "P", "pass"));
    Secret us = Secret.of("us");
    Secret pass = Secret.of("pass");
    Map<String, Secret> inOrder = new LinkedHashMap<>();
    inOrder.put("X-B", pass);
    inOrder.put("X-A", us);

    assertThat(authorization("authType: basic\nuserName: us\npassword: \"{{env:P}}\"\n"))
        .isEqualTo(Authorization.of(new Credentials.Basic(us, pass)));
    assertThat(authorization("authType: basic\nuserName: \"{{env:U}}\"\npassword: \"\"\n"))
        .isEqualTo(Authorization.of(new Credentials.Basic(us, Secret.of(""))));
    assertThat(authorization("authType: bearer\nbearerToken: \"{{env:P}}\"\n"))
        .isEqualTo(Authorization.of(new Credentials.Bearer(pass)));
    assertThat(authorization("authType: apiKey\napiKey: \"{{env:P}}\"\n"))
        .isEqualTo(Authorization.of(new Credentials.ApiKey(null, false, pass)));
    assertThat(authorization("authType: apiKey\napiKey: \"{{env:P}}\"\napiKeyName: X-Key\n"))
        .isEqualTo(Authorization.of(new Credentials.ApiKey("X-Key", false, pass)));
    assertThat(
            authorization(
                "authType: apiKey\napiKey: \"{{env:P}}\"\napiKeyName: key\napiKeyIn: query\n"))
        .isEqualTo(Authorization.of(new Credentials.ApiKey("key", true, pass)));
    assertThat(authorization("authType: treasureApiKey\ntreasureApiKey: \"{{env:P}}\"\n"))
        .isEqualTo(Authorization.of(new Credentials.TreasureApiKey(pass)));
    assertThat(authorization("authType: custom\nauthHeaders:\n  X-B: \"{{env:P}}\"\n  X-A: us\n"))
        .isEqualTo(Authorization.of(new Credentials.Custom(inOrder)));
    assertThat(authorization("authType: none\n"))
        .isEqualTo(Authorization.of(new Credentials.None()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"td", "github", "slack", "{preset: sha256, header: X-My-Signature}"})
  void signatureSchemesArePresetsOrTemplates(String scheme) {
    folder.connection(
        "authType: none\nsigning:\n  scheme: "
            + scheme
            + "\n  secrets: [\"{{env:ACME_TOKEN}}\"]\n");

    assertThat(folder.configuration().connections().get("acme").signatureHeaders()).isNotEmpty();
  }

  private Authorization authorization(String rest) {
    folder.connection(rest);
    return folder.configuration().connections().get("acme").authorization();
  }
}
