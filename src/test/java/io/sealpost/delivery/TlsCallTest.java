package io.sealpost.delivery;

import static io.sealpost.delivery.TestEndpoint.LONG;
import static io.sealpost.delivery.TestEndpoint.PATIENT;
import static io.sealpost.delivery.TestEndpoint.SHORT;
import static io.sealpost.delivery.TestEndpoint.call;
import static io.sealpost.delivery.TestEndpoint.securePost;
import static io.sealpost.delivery.TestEndpoint.settings;
import static io.sealpost.delivery.TestEndpoint.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealpost.activation.Activation.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsCallTest {
  private static final TestCertificates CA = new TestCertificates();
  private static final SSLContext ENDPOINT = CA.context(CA.issue(TestEndpoint.HOST));
  private static final String BIG = "x".repeat(1024 * 1024);

  private EndpointClient client = new EndpointClient(settings(CA.context(null)));

  @AfterEach
  void noConnectionIsLeaked() {
    TestEndpoint.closeWithoutLeak(client);
  }

  @Test
  void aRequestGoesOutOverTls() throws IOException {
    try (RawServer server = RawServer.tls(ENDPOINT, false, RawServer.answering(RawServer.ok()))) {
      assertThat(call(client, securePost(server.port(), "body")).status()).isEqualTo(200);
      assertThat(server.received().get(0))
          .contains("Host: " + TestEndpoint.HOST + ":" + server.port())
          .endsWith("\r\n\r\nbody");
    }
  }

  @Test
  void anExpiredCertificateFailsAndIsCalledSo() throws IOException {
    SSLContext expired = CA.context(CA.issue(TestEndpoint.HOST, Duration.ofHours(-1)));
    assertRefused(expired);
    try (RawServer server = RawServer.tls(expired, false, RawServer.answering(RawServer.ok()))) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> call(client, within(securePost(server.port(), "body"), PATIENT)))
          .withMessageContaining("NotAfter");
    }
  }

  @Test
  void aCertificateForAnotherHostFails() throws IOException {
    assertRefused(CA.context(CA.issue("other.test")));
  }

  @Test
  void anUnknownAuthorityFails() throws IOException {
    var unknown = new TestCertificates();
    assertRefused(unknown.context(unknown.issue(TestEndpoint.HOST)));
  }

  @Test
  void aVersionBelowTheMinimumFails() throws IOException {
    var settings = settings(CA.context(null));
    client.close();
    client =
        new EndpointClient(
            new EndpointClientSettings(
                1, null, settings.sslContext(), List.of("TLSv1.3"), settings.resolver()));
    try (RawServer server =
        RawServer.tls(
            ENDPOINT,
            false,
            peer -> {
              ((SSLSocket) peer.socket()).setEnabledProtocols(new String[] {"TLSv1.2"});
              peer.readRequest();
            })) {
      assertThat(failureOf(securePost(server.port(), "body"))).isEqualTo(CallFailure.TLS_FAILED);
    }
  }

  @Test
  void anEndpointWithoutTlsFails() throws IOException {
    try (RawServer server =
        RawServer.plain(peer -> peer.send("HTTP/1.1 400 No TLS\r\nContent-Length: 0\r\n\r\n"))) {
      assertThat(failureOf(securePost(server.port(), "body"))).isEqualTo(CallFailure.TLS_FAILED);
    }
  }

  @Test
  void aHandshakeNobodyAnswersIsAConnectTimeout() throws IOException {
    assertConnectTimeout(RawServer.Peer::hang);
  }

  @Test
  void aHandshakeThatDripsIsAConnectTimeout() throws IOException {
    assertConnectTimeout(
        peer -> {
          // The head of a handshake record of 16 KB.
          peer.send("\u0016\u0003\u0003@\u0000\u0002");
          peer.drip("\u0000");
        });
  }

  @Test
  void anEndpointThatNeverReadsIsAWriteTimeout() throws IOException {
    try (RawServer server =
        RawServer.tls(
            ENDPOINT,
            false,
            peer -> {
              ((SSLSocket) peer.socket()).startHandshake();
              peer.hang();
            })) {
      assertThat(failureOf(within(securePost(server.port(), BIG), new Timeouts(LONG, SHORT, LONG))))
          .isEqualTo(CallFailure.WRITE_TIMEOUT);
    }
  }

  @Test
  void anEndpointThatNeverAnswersIsAReadTimeout() throws IOException {
    try (RawServer server =
        RawServer.tls(
            ENDPOINT,
            false,
            peer -> {
              peer.readRequest();
              peer.hang();
            })) {
      assertThat(
              failureOf(within(securePost(server.port(), "body"), new Timeouts(LONG, LONG, SHORT))))
          .isEqualTo(CallFailure.READ_TIMEOUT);
    }
  }

  @Test
  void anEndlessBodyIsCut() throws IOException {
    try (RawServer server =
        RawServer.tls(
            ENDPOINT,
            false,
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.1 200 OK\r\n\r\n");
              peer.sendForEver("x".repeat(1000));
            })) {
      Answer answer = call(client, securePost(server.port(), "body"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).hasSize(Answer.MAX_BODY_BYTES);
      assertThat(answer.cut()).isTrue();
    }
  }

  @Test
  void aBigBodyArrivesWhole() throws IOException {
    try (RawServer server = RawServer.tls(ENDPOINT, false, RawServer.answering(RawServer.ok()))) {
      assertThat(call(client, securePost(server.port(), BIG)).status()).isEqualTo(200);
      assertThat(server.received().get(0)).endsWith("\r\n\r\n" + BIG);
    }
  }

  @Test
  void aResetBeforeTheAnswerIsAReset() throws IOException {
    try (RawServer server =
        RawServer.plain(
            peer -> {
              try (SSLSocket tls =
                  (SSLSocket)
                      ENDPOINT
                          .getSocketFactory()
                          .createSocket(peer.socket(), TestEndpoint.HOST, 0, false)) {
                tls.setUseClientMode(false);
                tls.getInputStream().skipNBytes(4);
                peer.reset();
              }
            })) {
      assertThat(failureOf(securePost(server.port(), "body")))
          .isEqualTo(CallFailure.CONNECTION_RESET);
    }
  }

  @Test
  void aClientCertificateIsPresentedAndItsConnectionUsedAgain() throws IOException {
    client.close();
    client = new EndpointClient(settings(CA.context(CA.issue("us.test"))));
    try (RawServer server = RawServer.tls(ENDPOINT, true, RawServer.answering(RawServer.ok()))) {
      assertThat(call(client, securePost(server.port(), "one")).status()).isEqualTo(200);
      assertThat(call(client, securePost(server.port(), "two")).status()).isEqualTo(200);
      assertThat(server.connectionCount()).isEqualTo(1);
    }
  }

  /** TLS 1.3 lets the request out before the refusal comes, so it shows in several ways. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aMissingClientCertificateFailsAndIsRetried(String version) throws IOException {
    try (RawServer server =
        RawServer.tls(
            ENDPOINT,
            true,
            peer -> {
              ((SSLSocket) peer.socket()).setEnabledProtocols(new String[] {version});
              peer.readRequest();
              peer.send(RawServer.ok());
            })) {
      CallFailure failure = failureOf(securePost(server.port(), "body"));
      assertThat(failure)
          .isIn(CallFailure.TLS_FAILED, CallFailure.NO_ANSWER, CallFailure.CONNECTION_RESET);
      assertThat(failure.isRetried()).isTrue();
      assertThat(server.received()).containsExactly("");
    }
  }

  private void assertRefused(SSLContext endpoint) throws IOException {
    try (RawServer server = RawServer.tls(endpoint, false, RawServer.answering(RawServer.ok()))) {
      assertThat(failureOf(within(securePost(server.port(), "body"), PATIENT)))
          .isEqualTo(CallFailure.TLS_FAILED);
      assertThat(server.received()).allMatch(String::isEmpty);
    }
  }

  private void assertConnectTimeout(RawServer.Script script) throws IOException {
    try (RawServer server = RawServer.plain(script)) {
      assertThat(
              failureOf(within(securePost(server.port(), "body"), new Timeouts(SHORT, LONG, LONG))))
          .isEqualTo(CallFailure.CONNECT_TIMEOUT);
    }
  }

  private CallFailure failureOf(GuardedRequest request) {
    try {
      throw new AssertionError("Answered with " + call(client, request).status());
    } catch (CallFailedException e) {
      return e.failure();
    }
  }
}
