package io.sealpost.receiver;

import static io.sealpost.receiver.ReceiverFixture.CERTIFICATE;
import static io.sealpost.receiver.ReceiverFixture.trusting;
import static java.lang.Thread.State.TERMINATED;
import static java.lang.Thread.State.TIMED_WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverPortTest {
  private final ReceiverFixture receiver = new ReceiverFixture();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void onlyLoopbackCanConnect() throws Exception {
    receiver.start();

    assertThat(receiver.origin()).isEqualTo("https://localhost:" + receiver.port());
    // A wildcard listener would make this port unavailable on every other address.
    try (ServerSocket other =
        new ServerSocket(receiver.port(), 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
      assertThat(other.isBound()).isTrue();
    }
  }

  @Test
  void aPortInUseIsNamedWithTheWayOut() throws Exception {
    receiver.start();

    assertThatThrownBy(
            () ->
                TlsReceiver.start(
                    receiver.port(), CERTIFICATE, Clock.systemUTC(), receiver::handle))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Port " + receiver.port())
        .hasMessageContaining("Choose another")
        .hasCauseInstanceOf(BindException.class);
  }

  @Test
  void closingWaitsForAnAnswerThatIsUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    receiver.answers =
        request -> {
          asked.countDown();
          awaitUninterruptibly(closing);
          return Answer.of(202);
        };
    receiver.start();
    CompletableFuture<HttpResponse<String>> response =
        trusting(CERTIFICATE).sendAsync(receiver.get("/"), BodyHandlers.ofString());
    asked.await();

    Thread close = new Thread(receiver::close);
    close.start();
    await().until(() -> List.of(TIMED_WAITING, TERMINATED).contains(close.getState()));
    closing.countDown();

    assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    close.join();
  }

  @Test
  void closingFreesThePort() throws Exception {
    receiver.start();
    int port = receiver.port();
    receiver.close();

    try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(again.getLocalPort()).isEqualTo(port);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
