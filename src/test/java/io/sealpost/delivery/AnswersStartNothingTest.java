package io.sealpost.delivery;

import static io.sealpost.delivery.TestEndpoint.call;
import static io.sealpost.delivery.TestEndpoint.post;
import static io.sealpost.delivery.TestEndpoint.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer starts nothing of its own: what follows from it is for Sealpost to say. */
@Timeout(60)
class AnswersStartNothingTest {
  private final EndpointClient client = new EndpointClient(settings());

  @AfterEach
  void noConnectionIsLeaked() {
    TestEndpoint.closeWithoutLeak(client);
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    try (RawServer other = RawServer.plain(RawServer.answering(RawServer.ok()))) {
      Answer answer =
          answer(
              "HTTP/1.1 302 Found\r\nLocation: http://%s:%d/\r\nContent-Length: 0\r\n\r\n"
                  .formatted(TestEndpoint.HOST, other.port()));
      assertThat(answer.status()).isEqualTo(302);
      assertThat(other.connectionCount()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "429 Slow\r\nRetry-After: 1",
        "503 Busy\r\nRetry-After: 1",
        "401 No\r\nWWW-Authenticate: Basic realm=\"x\"",
        "401 No\r\nWWW-Authenticate: ,,=\"",
        "407 No\r\nProxy-Authenticate: Basic realm=\"x\"",
        "408 Timeout\r\nConnection: close",
        "421 Misdirected",
        "425 Early"
      })
  void noAnswerMakesTheRequestGoOutTwice(String head) throws IOException {
    try (RawServer server =
        RawServer.plain(
            RawServer.answering("HTTP/1.1 " + head + "\r\nContent-Length: 0\r\n\r\n"))) {
      Answer answer = call(client, post(server.port(), "body"));
      assertThat(answer.status()).isEqualTo(Integer.parseInt(head.substring(0, 3)));
      assertThat(server.received())
          .hasSize(1)
          .allMatch(text -> text.split("POST ", -1).length == 2);
    }
  }

  @Test
  void aCookieIsNotSentBack() throws IOException {
    try (RawServer server =
        RawServer.plain(
            RawServer.answering(
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n"))) {
      call(client, post(server.port(), "one"));
      call(client, post(server.port(), "two"));
      assertThat(server.received()).hasSize(1).noneMatch(text -> text.contains("ookie"));
    }
  }

  @Test
  void aRequestOnAConnectionThatDiedIsNotSentAgain() throws IOException {
    try (RawServer server =
        RawServer.plain(
            peer -> {
              peer.readRequest();
              peer.send(RawServer.ok());
              peer.readRequest();
            })) {
      call(client, post(server.port(), "one"));
      CallFailure failure = null;
      try {
        call(client, post(server.port(), "two"));
      } catch (CallFailedException e) {
        failure = e.failure();
      }
      assertThat(failure).isEqualTo(CallFailure.NO_ANSWER);
      assertThat(server.received()).hasSize(1).allMatch(text -> text.endsWith("two"));
    }
  }

  private Answer answer(String answer) throws IOException {
    try (RawServer server = RawServer.plain(RawServer.answering(answer))) {
      return call(client, post(server.port(), "body"));
    }
  }
}
