package io.sealpost.delivery;

import static io.sealpost.delivery.TestEndpoint.LONG;
import static io.sealpost.delivery.TestEndpoint.SHORT;
import static io.sealpost.delivery.TestEndpoint.call;
import static io.sealpost.delivery.TestEndpoint.post;
import static io.sealpost.delivery.TestEndpoint.settings;
import static io.sealpost.delivery.TestEndpoint.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.activation.Activation.Timeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionPoolTest {
  private final int concurrency = settings().concurrency();
  private final EndpointClient client = new EndpointClient(settings());
  private final ExecutorService callers = Executors.newCachedThreadPool();

  @AfterEach
  void noConnectionIsLeaked() {
    callers.shutdownNow();
    TestEndpoint.closeWithoutLeak(client);
  }

  @Test
  void asManyCallsAreUnderWayAtOnceAsTheConcurrencySays() throws Exception {
    var allThere = new CountDownLatch(concurrency);
    try (RawServer server =
        RawServer.plain(
            peer -> {
              peer.readRequest();
              allThere.countDown();
              allThere.await();
              peer.send(RawServer.ok());
              peer.hang();
            })) {
      for (Future<Answer> answer : callTogether(server, concurrency)) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
      assertThat(server.connectionCount()).isEqualTo(concurrency);
      assertThat(client.stats().getAvailable()).isEqualTo(concurrency);
    }
  }

  @Test
  void waitingForAPlaceIsNoPartOfTheConnectPhase() throws Exception {
    var go = new CountDownLatch(1);
    try (RawServer server =
        RawServer.plain(
            peer -> {
              while (peer.readRequest()) {
                go.await();
                peer.send(RawServer.ok());
              }
            })) {
      List<Future<Answer>> first = callTogether(server, concurrency);
      await().until(() -> client.stats().getLeased() == concurrency);
      Future<Answer> waiting =
          callers.submit(
              () ->
                  call(
                      client,
                      within(post(server.port(), "late"), new Timeouts(SHORT, LONG, LONG))));
      await().until(() -> client.stats().getPending() == 1);
      await().pollDelay(SHORT.multipliedBy(2)).until(() -> client.stats().getPending() == 1);
      go.countDown();
      assertThat(waiting.get().status()).isEqualTo(200);
      for (Future<Answer> answer : first) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aConnectionTheEndpointClosedMeanwhileCostsNoAttempt() throws Exception {
    try (RawServer server =
        RawServer.plain(
            peer -> {
              peer.readRequest();
              peer.send(RawServer.ok());
            })) {
      assertThat(call(client, post(server.port(), "one")).status()).isEqualTo(200);
      assertThat(client.stats().getAvailable()).isEqualTo(1);
      // Longer than a connection is taken to be alive without a look.
      await().pollDelay(SHORT).until(() -> true);
      assertThat(call(client, post(server.port(), "two")).status()).isEqualTo(200);
      assertThat(server.connectionCount()).isEqualTo(2);
    }
  }

  @Test
  void aConnectionWhoseRequestWasNotReadIsNotUsedAgain() throws Exception {
    try (RawServer server =
        RawServer.plain(
            peer -> {
              peer.readHead();
              peer.send("HTTP/1.1 413 Too Big\r\nContent-Length: 0\r\n\r\n");
            })) {
      assertThat(call(client, post(server.port(), "x".repeat(1024 * 1024))).status())
          .isEqualTo(413);
      await().untilAsserted(() -> assertThat(client.stats().getAvailable()).isZero());
    }
  }

  private List<Future<Answer>> callTogether(RawServer server, int count) {
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(callers.submit(() -> call(client, post(server.port(), "body"))));
    }
    return answers;
  }
}
