package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One activation's trouble is no other's, and limits hold. */
class IndependenceTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SHOWN = "customHeaders: {X-Attempt: \"{{meta.attempt}}\"}\n";

  /** Paths whose requests wait for it, with the most that waited at once. */
  private static final Map<String, CountDownLatch> HELD = new ConcurrentHashMap<>();

  private static final Map<String, AtomicInteger> IN_FLIGHT = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> MOST = new ConcurrentHashMap<>();

  @TempDir static Path folder;
  private static SealpostFixture sealpost;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder);
    sealpost
        .connection("narrow", "concurrency: 3")
        .activation("hanging", SHOWN)
        .activation("other", SHOWN)
        .activation("stopped", SHOWN)
        .activation("bounded", SHOWN + "concurrency: 2")
        .activation("wide-a", "narrow", SHOWN)
        .activation("wide-b", "narrow", SHOWN);
    sealpost.answer(IndependenceTest::held);
    sealpost.start();
  }

  @AfterEach
  void releaseAll() {
    HELD.values().forEach(CountDownLatch::countDown);
  }

  @AfterAll
  static void close() {
    sealpost.close();
    HELD.clear();
    IN_FLIGHT.clear();
    MOST.clear();
  }

  @Test
  void anEndpointThatHangsDelaysNoOtherActivation() throws Exception {
    hold("/hanging");
    send("hanging", 4);
    await().atMost(LIMIT).until(() -> inFlight("/hanging") == 4);

    int before = sealpost.requestsTo("/other").size();
    send("other", 20);

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/other").size() == before + 20);
    assertThat(inFlight("/hanging")).isEqualTo(4);
    release("/hanging");
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.hanging") == 0);
  }

  @Test
  void aStoppedRouteKeepsItsMessagesAndLeavesTheOthersServing() throws Exception {
    send("stopped", 1);
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/stopped").size() == 1);
    sealpost.camel().getRouteController().stopRoute("deliver-stopped");
    int before = sealpost.requestsTo("/other").size();

    send("stopped", 5);
    send("other", 5);

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/other").size() == before + 5);
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.stopped") == 5);
    assertThat(sealpost.requestsTo("/stopped")).hasSize(1);
    sealpost.camel().getRouteController().startRoute("deliver-stopped");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/stopped").size() == 6);
  }

  @Test
  void anActivationsConcurrencyBoundsItsCalls() throws Exception {
    hold("/bounded");
    send("bounded", 8);

    await().atMost(LIMIT).until(() -> inFlight("/bounded") == 2);
    release("/bounded");
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.bounded") == 0);
    assertThat(sealpost.requestsTo("/bounded")).hasSize(8);
    assertThat(MOST.get("/bounded")).hasValue(2);
  }

  @Test
  void aConnectionsConcurrencyBoundsAllItsActivationsAndWaitingCostsNoAttempt() throws Exception {
    hold("/wide");
    send("wide-a", 5);
    send("wide-b", 5);

    await().atMost(LIMIT).until(() -> inFlight("/wide") == 3);
    // All ten are with a consumer: seven of them wait for a place.
    await().atMost(LIMIT).until(() -> sealpost.queue("sealpost.delivery.wide-a").delivering() == 5);
    await().atMost(LIMIT).until(() -> sealpost.queue("sealpost.delivery.wide-b").delivering() == 5);
    assertThat(inFlight("/wide")).isEqualTo(3);
    release("/wide");
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.wide-a") == 0);
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.wide-b") == 0);
    assertThat(MOST.get("/wide")).hasValue(3);
    assertThat(sealpost.requests())
        .filteredOn(request -> request.path().startsWith("/wide"))
        .hasSize(10)
        .allMatch(request -> request.header("X-Attempt").orElseThrow().equals("1"));
  }

  private static void send(String activation, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      sealpost.send("{\"user_id\":" + i + "}", Map.of("activation", activation));
    }
  }

  private static void hold(String path) {
    HELD.put(path, new CountDownLatch(1));
  }

  private static void release(String path) {
    HELD.get(path).countDown();
  }

  private static int inFlight(String path) {
    return IN_FLIGHT.computeIfAbsent(path, p -> new AtomicInteger()).get();
  }

  private static Answer held(ReceivedRequest request) {
    String path = request.path().replaceFirst("-[ab]$", "");
    int now = IN_FLIGHT.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
    MOST.computeIfAbsent(path, p -> new AtomicInteger()).accumulateAndGet(now, Math::max);
    try {
      CountDownLatch latch = HELD.get(path);
      if (latch != null) {
        latch.await();
      }
      return Answer.of(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.of(503);
    } finally {
      IN_FLIGHT.get(path).decrementAndGet();
    }
  }
}
