package io.sealpost.delivery;

import static io.sealpost.delivery.TestEndpoint.LONG;
import static io.sealpost.delivery.TestEndpoint.SHORT;
import static io.sealpost.delivery.TestEndpoint.call;
import static io.sealpost.delivery.TestEndpoint.get;
import static io.sealpost.delivery.TestEndpoint.post;
import static io.sealpost.delivery.TestEndpoint.settings;
import static io.sealpost.delivery.TestEndpoint.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealpost.activation.Activation.Timeouts;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What endpoints do to a call once they are connected, and what it is then called. */
@Timeout(60)
class CallOutcomesTest {
  private static final String BIG = "x".repeat(1024 * 1024);

  private final EndpointClient client = new EndpointClient(settings());

  /** Whatever a call ends in, its connection is back in the pool or gone. */
  @AfterEach
  void noConnectionIsLeaked() {
    TestEndpoint.closeWithoutLeak(client);
  }

  @Test
  void anEndpointThatNeverReadsIsAWriteTimeout() {
    assertThat(failureOf(RawServer.Peer::hang, BIG, new Timeouts(LONG, SHORT, LONG)))
        .isEqualTo(CallFailure.WRITE_TIMEOUT);
  }

  @Test
  void anEndpointThatReadsDripByDripIsAWriteTimeout() {
    assertThat(
            failureOf(
                peer -> {
                  do {
                    peer.socket().getInputStream().skipNBytes(1);
                  } while (!peer.pause());
                },
                BIG,
                new Timeouts(LONG, SHORT, LONG)))
        .isEqualTo(CallFailure.WRITE_TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "body"})
  void anEndpointThatNeverAnswersIsAReadTimeout(String body) {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.hang();
                },
                body,
                new Timeouts(LONG, LONG, SHORT)))
        .isEqualTo(CallFailure.READ_TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
      })
  void aFloodOfInterimAnswersIsAReadTimeout(String interim) {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.sendForEver(interim);
                },
                "body",
                new Timeouts(LONG, LONG, SHORT)))
        .isEqualTo(CallFailure.READ_TIMEOUT);
  }

  @Test
  void headersThatDripAreAReadTimeout() {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nX-A: ");
                  peer.drip("x");
                },
                "body",
                new Timeouts(LONG, LONG, SHORT)))
        .isEqualTo(CallFailure.READ_TIMEOUT);
  }

  @Test
  void aResetBeforeTheAnswerIsAReset() {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.reset();
                }))
        .isEqualTo(CallFailure.CONNECTION_RESET);
  }

  @Test
  void aResetWhileTheRequestIsWrittenIsAReset() {
    assertThat(
            failureOf(
                peer -> {
                  peer.readHead();
                  peer.reset();
                },
                BIG,
                TestEndpoint.PATIENT))
        .isEqualTo(CallFailure.CONNECTION_RESET);
  }

  @Test
  void aHalfCloseIsNoAnswer() {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.socket().shutdownOutput();
                  peer.hang();
                }))
        .isEqualTo(CallFailure.NO_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220 mail.example ESMTP\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\u0000\u0001\u0002\u0003\r\n\r\n",
        "HTTP/1.1 \r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 099 Low\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 +200 OK\r\n\r\n",
        "HTTP/1.1 -200 OK\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n"
      })
  void whatIsNotHttpIsUnreadable(String garbage) {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.send(garbage);
                  peer.hang();
                },
                "body",
                new Timeouts(LONG, LONG, LONG)))
        .isEqualTo(CallFailure.UNREADABLE_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-A: b\r\n", "x"})
  void headersWithoutEndAreUnreadable(String part) {
    assertThat(
            failureOf(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\n");
                  peer.sendForEver(part.repeat(1000));
                }))
        .isEqualTo(CallFailure.UNREADABLE_ANSWER);
  }

  @Test
  void aFailureRepeatsNothingTheEndpointSent() {
    try (RawServer server = RawServer.plain(RawServer.answering("canary-7f3a\r\n\r\n"))) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> call(client, post(server.port(), "body")))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closingTheClientBreaksTheCallUnderWay() throws Exception {
    var reached = new CountDownLatch(1);
    try (RawServer server =
        RawServer.plain(
            peer -> {
              peer.readRequest();
              reached.countDown();
              peer.hang();
            })) {
      Thread closer =
          new Thread(
              () -> {
                try {
                  reached.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                client.close();
              });
      closer.start();
      assertThat(failureOf(post(server.port(), "body"))).isEqualTo(CallFailure.CALL_STOPPED);
      closer.join();
    }
  }

  private CallFailure failureOf(GuardedRequest request) {
    try {
      Answer answer = call(client, request);
      throw new AssertionError("Answered with " + answer.status());
    } catch (CallFailedException e) {
      return e.failure();
    }
  }

  private CallFailure failureOf(RawServer.Script script) {
    return failureOf(script, "body", TestEndpoint.PATIENT);
  }

  private CallFailure failureOf(RawServer.Script script, String body, Timeouts limits) {
    try (RawServer server = RawServer.plain(script)) {
      return failureOf(
          within(body.isEmpty() ? get(server.port()) : post(server.port(), body), limits));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
