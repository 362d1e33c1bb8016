package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealpost.SealpostFixture;
import io.sealpost.StartException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the management API listens, and when Sealpost does not start for it. */
@Timeout(180)
class ListeningTest {
  @TempDir Path folder;
  private SealpostFixture sealpost;

  @BeforeEach
  void prepare() throws Exception {
    sealpost = new SealpostFixture(folder).activation("welcome", "");
  }

  @AfterEach
  void close() {
    sealpost.close();
  }

  @Test
  void aTakenPortStopsTheStart() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(sealpost.managementPort(), 1, InetAddress.getLoopbackAddress())) {
      assertRefused(
          "http://127.0.0.1:" + taken.getLocalPort(), "docs/troubleshooting.md#port-taken");
    }
    // Nothing was left behind: it starts again in this JVM, three times.
    for (int i = 0; i < 3; i++) {
      sealpost.start();
      assertThat(new ApiClient(sealpost).get("/v1/queues").path("serving")).isNotNull();
      sealpost.stop();
      assertNobodyListens();
    }
  }

  @Test
  void nobodyElseIsLetInWithoutTls() {
    for (String host : new String[] {"0.0.0.0", "::"}) {
      sealpost.setting("sealpost.management.host", host);
      assertRefused(host, "sealpost.management.tls.certificate");
    }
    sealpost.setting("sealpost.management.host", "no-such-host.invalid");
    assertRefused("no-such-host.invalid", "is no host of this machine");
  }

  @Test
  void halfOfTlsIsRefused() {
    sealpost.setting("sealpost.management.tls.certificate", "receiver.pem");
    assertRefused("sealpost.management.tls.key");
    sealpost.setting("sealpost.management.tls.key", "missing.key");
    assertRefused("missing.key cannot be read");
    sealpost.setting("sealpost.management.tls.key", "receiver.pem");
    assertRefused("check certificate and key");
  }

  @Test
  void aTokenThatCouldBeGuessedIsRefused() {
    sealpost.setting("sealpost.management.token", "short");
    assertRefused("sealpost.management.token has less than 16 characters");
  }

  @Test
  void port0ListensNowhere() throws Exception {
    sealpost.setting("sealpost.management.port", "0").start();

    assertNobodyListens();
    assertThat(folder.resolve("data/management-token")).doesNotExist();
  }

  private void assertRefused(String... texts) {
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> sealpost.start())
        .satisfies(e -> assertThat(e.getMessage()).contains(texts));
  }

  private void assertNobodyListens() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(
            () -> new Socket(InetAddress.getLoopbackAddress(), sealpost.managementPort()).close());
  }
}
