package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.EndRecord;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.deadletter.DeadFilter;
import io.sealpost.deadletter.DeadQueue;
import io.sealpost.deadletter.Pace;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A replay, from the dead queue to the receiver and the attempt log. */
@Timeout(180)
class ReplayTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String STAMPED =
      "customHeaders: {X-Attempt: \"{{meta.attempt}}\", X-At: \"${unix_timestamp_ms}\"}";

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static JdbcAttemptLog log;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder).activation("welcome", STAMPED);
    sealpost.answer(request -> Answer.of(request.method().equals("PUT") ? 200 : 400));
    sealpost.start();
    log = JdbcAttemptLog.of(DatabaseSettings.file(folder.resolve("data")));
  }

  @AfterAll
  static void stop() {
    log.close();
    sealpost.close();
  }

  @Test
  void theActivationAsItIsNowDeliversTheSameDeliveryAnew() throws Exception {
    sealpost.send("{\"user_id\":7}", Map.of("activation", "welcome", "deliveryId", "one"));
    awaitDead(1);
    sealpost.activation("welcome", STAMPED + "\nhttpMethod: PUT");

    await()
        .atMost(LIMIT)
        .until(
            () -> {
              replayAll();
              return sealpost.requests().stream().anyMatch(r -> r.method().equals("PUT"));
            });

    List<ReceivedRequest> requests = sealpost.requestsTo("/welcome");
    ReceivedRequest first = requests.get(0);
    ReceivedRequest last = requests.get(requests.size() - 1);
    assertThat(header(last, "Sealpost-Delivery-Id"))
        .isEqualTo(header(first, "Sealpost-Delivery-Id"))
        .isEqualTo("one");
    assertThat(header(last, "X-Attempt")).isEqualTo("1");
    assertThat(Long.parseLong(header(last, "X-At"))).isGreaterThan(at(first));
    List<AttemptRecord> rows = rows("one", requests.size());
    assertThat(rows)
        .extracting(row -> row.delivery().replay())
        .containsExactlyElementsOf(IntStream.range(0, requests.size()).boxed().toList());
    assertThat(rows).allMatch(row -> row.delivery().attempt() == 1);
    assertThat(rows.get(rows.size() - 1).outcome()).isEqualTo("delivered");
  }

  @Test
  void aPurgedDeliveryEndsWithARowOfItsOwn() throws Exception {
    sealpost.send("{}", Map.of("activation", "welcome", "deliveryId", "two"));
    awaitDead(1);

    onBroker(
        dead ->
            dead.purge(
                DeadFilter.withId("two"),
                new EndRecord(Clock.systemUTC(), "here")::purged,
                Pace.unlimited(),
                (done, total) -> {}));

    List<AttemptRecord> rows = rows("two", 2);
    assertThat(rows).extracting(AttemptRecord::outcome).containsExactly("dead", "purged");
    assertThat(rows).extracting(row -> row.delivery().attempt()).containsExactly(1, 2);
    assertThat(rows.get(1).node()).isEqualTo("here");
  }

  private static void replayAll() throws Exception {
    onBroker(dead -> dead.replay(DeadFilter.withId("one"), (done, total) -> {}));
  }

  /** Something done to the dead queue. */
  @FunctionalInterface
  private interface Work {
    void to(DeadQueue dead) throws Exception;
  }

  private static void onBroker(Work work) throws Exception {
    try (BrokerConnections connections =
        BrokerConnections.to(sealpost.brokerUrl(), sealpost.credentials())) {
      work.to(new DeadQueue(connections.factory()));
    }
  }

  private static void awaitDead(int count) {
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.dead") == count);
  }

  private static long at(ReceivedRequest request) {
    return Long.parseLong(header(request, "X-At"));
  }

  private static String header(ReceivedRequest request, String name) {
    return request.header(name).orElseThrow();
  }

  private static List<AttemptRecord> rows(String deliveryId, int count) {
    return await()
        .atMost(LIMIT)
        .until(() -> log.attempts(deliveryId), rows -> rows.size() == count);
  }
}
