package io.sealpost.delivery;

import static io.sealpost.delivery.TestEndpoint.LONG;
import static io.sealpost.delivery.TestEndpoint.PATIENT;
import static io.sealpost.delivery.TestEndpoint.SHORT;
import static io.sealpost.delivery.TestEndpoint.call;
import static io.sealpost.delivery.TestEndpoint.post;
import static io.sealpost.delivery.TestEndpoint.settings;
import static io.sealpost.delivery.TestEndpoint.within;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.activation.Activation.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The status decides, whatever else an endpoint does. */
@Timeout(60)
class AnswersTest {
  private static final Timeouts SHORT_READ = new Timeouts(LONG, LONG, SHORT);
  private static final String BIG = "x".repeat(1024 * 1024);

  private final EndpointClient client = new EndpointClient(settings());

  @AfterEach
  void noConnectionIsLeaked() {
    TestEndpoint.closeWithoutLeak(client);
  }

  @Test
  void anAnswerTellsWhatItBringsAndWhereFrom() throws IOException {
    Answer answer =
        answer("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy", PATIENT);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.isSuccess()).isFalse();
    assertThat(answer.retryAfter()).isEqualTo("7");
    assertThat(text(answer)).isEqualTo("busy");
    assertThat(answer.cut()).isFalse();
    assertThat(answer.address()).isEqualTo(InetAddress.getLoopbackAddress());
  }

  @ParameterizedTest
  @CsvSource({"200,true", "204,true", "299,true", "300,false", "304,false", "404,false"})
  void aStatusNeedsNoBody(int status, boolean success) throws IOException {
    Answer answer = answer("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n", PATIENT);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.isSuccess()).isEqualTo(success);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.cut()).isFalse();
  }

  @Test
  void anEndlessBodyIsCutAt64Kb() throws IOException {
    Answer answer =
        answer(
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n");
              peer.sendForEver("x".repeat(1000));
            },
            PATIENT);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasSize(64 * 1024);
    assertThat(answer.cut()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"65535,false", "65536,false", "65537,true"})
  void aBodyOfExactly64KbIsWhole(int size, boolean cut) throws IOException {
    Answer answer =
        answer(
            "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size), PATIENT);
    assertThat(answer.body()).hasSize(Math.min(size, 65536));
    assertThat(answer.cut()).isEqualTo(cut);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 503})
  void aBodyThatDripsIsCutByTheReadLimitAndKeepsItsStatus(int status) throws IOException {
    Answer answer =
        answer(
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.1 " + status + " X\r\nContent-Length: 100000\r\n\r\n");
              peer.drip("x");
            },
            SHORT_READ);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.cut()).isTrue();
    assertThat(text(answer)).matches("x+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n",
      })
  void aBodyThatBreaksOffKeepsWhatCame(String rest) throws IOException {
    Answer answer = answerAndClose("HTTP/1.1 200 OK\r\n" + rest);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("abc");
    assertThat(answer.cut()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: abc\r\n\r\n",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "Transfer-Encoding: nonsense\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
      })
  void aBodyThatCannotBeReadLeavesTheStatus(String rest) throws IOException {
    assertThat(answerAndClose("HTTP/1.1 200 OK\r\n" + rest).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "204 None\r\nContent-Length: 5\r\n\r\n",
        "304 Same\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "205 Reset\r\nContent-Length: 0\r\n\r\n"
      })
  void aStatusThatHasNoBodyIsNotWaitedForABody(String answer) throws IOException {
    Answer read =
        answer(
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.1 " + answer);
              peer.hang();
            },
            PATIENT);
    assertThat(read.status()).isEqualTo(Integer.parseInt(answer.substring(0, 3)));
    assertThat(read.cut()).isFalse();
  }

  @Test
  void anInterimAnswerIsNotTheAnswer() throws IOException {
    Answer answer =
        answer(
            "HTTP/1.1 103 Hints\r\nRetry-After: 9\r\n\r\nHTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
            PATIENT);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.retryAfter()).isNull();
  }

  @Test
  void theFirstOfTwoRetryAfterHeadersCounts() throws IOException {
    Answer answer =
        answer(
            "HTTP/1.1 429 Slow\r\nRetry-After: 5\r\nretry-after: 99\r\nContent-Length: 0\r\n\r\n",
            PATIENT);
    assertThat(answer.retryAfter()).isEqualTo("5");
  }

  @Test
  void trailersBehindAChunkedBodyArePassedOver() throws IOException {
    Answer answer =
        answer(
            "HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nRetry-After: 9\r\n\r\n",
            PATIENT);
    assertThat(text(answer)).isEqualTo("abc");
    assertThat(answer.retryAfter()).isNull();
    assertThat(answer.cut()).isFalse();
  }

  @Test
  void aResetBehindTheHeadersLeavesTheStatus() throws IOException {
    Answer answer =
        answer(
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              // A reset overtakes what the client has not read yet: let it.
              for (int i = 0; i < 10; i++) {
                peer.send("x");
                peer.pause();
              }
              peer.reset();
            },
            PATIENT);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.cut()).isTrue();
  }

  @Test
  void aCompressedBodyStaysCompressed() throws IOException {
    Answer answer =
        answer(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008bzz",
            PATIENT);
    assertThat(text(answer)).isEqualTo("\u001f\u008bzz");
    assertThat(answer.cut()).isFalse();
  }

  @RepeatedTest(20)
  void anAnswerBeforeTheRequestIsReadCounts() throws IOException {
    try (RawServer server =
        RawServer.plain(
            peer -> {
              peer.readHead();
              peer.send("HTTP/1.1 413 Too Big\r\nContent-Length: 0\r\n\r\n");
              peer.socket().getInputStream().skipNBytes(BIG.length());
              peer.hang();
            })) {
      assertThat(call(client, post(server.port(), BIG)).status()).isEqualTo(413);
    }
  }

  @RepeatedTest(20)
  void anAnswerInsteadOfReadingTheRequestCounts() throws IOException {
    try (RawServer server =
        RawServer.plain(
            peer -> {
              peer.readHead();
              peer.send("HTTP/1.1 413 Too Big\r\nContent-Length: 0\r\n\r\n");
            })) {
      assertThat(call(client, post(server.port(), BIG)).status()).isEqualTo(413);
    }
  }

  private Answer answer(String answer, Timeouts limits) throws IOException {
    return answer(RawServer.answering(answer), limits);
  }

  private Answer answerAndClose(String answer) throws IOException {
    return answer(
        peer -> {
          peer.readRequest();
          peer.send(answer);
        },
        PATIENT);
  }

  private Answer answer(RawServer.Script script, Timeouts limits) throws IOException {
    try (RawServer server = RawServer.plain(script)) {
      return call(client, within(post(server.port(), "body"), limits));
    }
  }

  private static String text(Answer answer) {
    return new String(answer.body(), ISO_8859_1);
  }
}
