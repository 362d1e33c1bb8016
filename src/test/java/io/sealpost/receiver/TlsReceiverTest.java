package io.sealpost.receiver;

import static io.sealpost.receiver.ReceiverFixture.CERTIFICATE;
import static io.sealpost.receiver.ReceiverFixture.NOW;
import static io.sealpost.receiver.ReceiverFixture.trusting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealpost.signature.HttpHeader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsReceiverTest {
  private final ReceiverFixture receiver = new ReceiverFixture();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void aRequestIsSeenAsItStoodOnTheWire() throws Exception {
    receiver.start();
    String body = "h\u00e9\0!";
    String answer =
        receiver.rawExchange(
            """
            PATCH /a%20b//../c?x=1&y=%2F+z HTTP/1.1\r
            hOST: localhost\r
            X-Twice: one\r
            Content-Length: 5\r
            x-twice: two\r
            \r
            """
                + body);

    assertThat(answer).startsWith("HTTP/1.1 204 ");
    ReceivedRequest seen = receiver.received.get(0);
    assertThat(seen.at()).isEqualTo(NOW);
    assertThat(seen.method()).isEqualTo("PATCH");
    assertThat(seen.target()).isEqualTo("/a%20b//../c?x=1&y=%2F+z");
    assertThat(seen.path()).isEqualTo("/a%20b//../c");
    assertThat(seen.query()).isEqualTo("x=1&y=%2F+z");
    assertThat(seen.headers())
        .containsExactly(
            new HttpHeader("hOST", "localhost"),
            new HttpHeader("X-Twice", "one"),
            new HttpHeader("Content-Length", "5"),
            new HttpHeader("x-twice", "two"));
    assertThat(seen.header("X-TWICE")).contains("one");
    assertThat(seen.body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theAnswerIsTheFunctionsOwn() throws Exception {
    receiver.answers =
        request ->
            new Answer(
                503,
                List.of(new HttpHeader("Retry-After", "7"), new HttpHeader("Retry-After", "9")),
                request.body());
    receiver.start();

    HttpResponse<String> response =
        trusting(CERTIFICATE).send(receiver.post("{\"a\":1}"), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().allValues("Retry-After")).containsExactly("7", "9");
    assertThat(response.body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aFailingFunctionIsA500AndTheNextRequestIsServed() throws Exception {
    receiver.answers =
        request -> {
          if (request.body().length == 0) {
            throw new IllegalStateException("no body");
          }
          return Answer.of(200);
        };
    receiver.start();
    HttpClient client = trusting(CERTIFICATE);

    assertThat(client.send(receiver.get("/"), BodyHandlers.ofString()).statusCode()).isEqualTo(500);
    assertThat(client.send(receiver.post("{}"), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aBodyAtTheLimitIsTakenAndOneByteMoreIsRefused() throws Exception {
    receiver.start();
    HttpClient client = trusting(CERTIFICATE);
    String largest = "x".repeat(TlsReceiver.MAX_BODY_BYTES);

    assertThat(client.send(receiver.post(largest), BodyHandlers.ofString()).statusCode())
        .isEqualTo(204);
    // Without Content-Length and endless, as far as the sender is concerned.
    String endless =
        receiver.rawExchange(
            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(TlsReceiver.MAX_BODY_BYTES + 1)
                + "\r\n"
                + largest
                + "y");

    assertThat(endless).startsWith("HTTP/1.1 413 ");
    assertThat(receiver.received).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nX-Endless: ",
        "POST / HTTP/1.1\r\nContent-Length: 9999\r\n\r\n"
      })
  void aSenderThatDripsIsDisconnected(String beginning) throws Exception {
    receiver.start(Duration.ofMillis(300));

    try (SSLSocket socket = receiver.socket()) {
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
      await()
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> socket.getOutputStream().write('x'))
                      .isInstanceOf(IOException.class));
    }
    assertThat(receiver.received).isEmpty();
  }
}
