package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import jakarta.jms.Message;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries of a connection with a single place among its calls. */
@Tag("slow")
class PlaceTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SHOWN =
      """
      retryLimit: 2
      customHeaders: {X-Attempt: "{{meta.attempt}}", X-Time: "${unix_timestamp_ms}"}
      """;

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static volatile CountDownLatch held = new CountDownLatch(0);

  /** Bound, but nobody listens: connections to it are refused. */
  private static Socket silent;

  @BeforeAll
  static void start() throws Exception {
    silent = new Socket();
    silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    String gone = "https://localhost:" + silent.getLocalPort() + "/";
    sealpost = new SealpostFixture(folder);
    sealpost
        .connection("single", "concurrency: 1")
        .activation("holding", "single", SHOWN)
        .activation("waiting", "single", SHOWN)
        .activation("slow", "single", SHOWN + "readTimeout: 300ms")
        .file(
            "connections/gone",
            """
            connection: gone
            urlPrefix: %s
            authType: none
            allowAddresses: [127.0.0.0/8, "::1/128"]
            concurrency: 1
            """
                .formatted(gone))
        .file(
            "activations/gone",
            """
            activation: gone
            connection: gone
            url: %s
            requestBody: {}
            retryLimit: 2
            backoff: 100ms
            """
                .formatted(gone))
        .start();
  }

  @AfterEach
  void release() {
    held.countDown();
    sealpost.requests().clear();
    sealpost.answer(request -> Answer.of(200));
  }

  @AfterAll
  static void close() throws Exception {
    sealpost.close();
    silent.close();
  }

  @Test
  void theAttemptBeginsAfterTheWaitForItsPlace() throws Exception {
    hold();
    send("holding");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/holding").size() == 1);
    send("waiting");
    await().atMost(LIMIT).until(() -> sealpost.queue("sealpost.delivery.waiting").delivering() > 0);
    long released = System.currentTimeMillis();

    held.countDown();

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/waiting").size() == 1);
    ReceivedRequest request = sealpost.requestsTo("/waiting").get(0);
    assertThat(Long.parseLong(request.header("X-Time").orElseThrow()))
        .isGreaterThanOrEqualTo(released);
    assertThat(request.header("X-Attempt")).contains("1");
  }

  @Test
  void noOutcomeKeepsItsPlace() throws Exception {
    sealpost.answer(request -> Answer.of(503));
    send("waiting");
    awaitDead("waiting", 1);
    sealpost.answer(request -> Answer.of(400));
    send("waiting");
    awaitDead("waiting", 2);
    sealpost.send("{}", Map.of("activation", "waiting"));
    awaitDead("waiting", 3);
    hold();
    send("slow");
    awaitDead("slow", 1);
    held.countDown();
    sealpost.answer(request -> Answer.of(200));

    send("holding");

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/holding").size() == 1);
  }

  @Test
  void aRefusedConnectionKeepsNoPlace() throws Exception {
    send("gone");
    send("gone");

    awaitDead("gone", 2);
    for (Message dead : sealpost.dead("gone")) {
      assertThat(dead.getStringProperty("sealpostError")).contains("connect-refused");
      assertThat(dead.getIntProperty("sealpostAttempts")).isEqualTo(3);
    }
  }

  @Test
  void whoWaitsForAPlaceDuringAReloadIsDeliveredByItsFirstAttempt() throws Exception {
    hold();
    send("holding");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/holding").size() == 1);
    for (int i = 0; i < 3; i++) {
      send("waiting");
    }
    await().atMost(LIMIT).until(() -> sealpost.queue("sealpost.delivery.waiting").delivering() > 0);

    try (LogCapture log = LogCapture.everything()) {
      sealpost.connection("single", "concurrency: 2");
      await().atMost(LIMIT).until(() -> log.text().contains("Configuration reloaded"));
    }
    held.countDown();

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/waiting").size() == 3);
    send("waiting");
    send("holding");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/waiting").size() == 4);
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/holding").size() == 2);
    assertThat(sealpost.requests())
        .allMatch(request -> request.header("X-Attempt").orElseThrow().equals("1"));
  }

  private static void send(String activation) throws Exception {
    sealpost.send("{\"user_id\": 1}", Map.of("activation", activation));
  }

  /** Every request waits from now on. */
  private static void hold() {
    held = new CountDownLatch(1);
    sealpost.answer(
        request -> {
          try {
            held.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Answer.of(200);
        });
  }

  private static void awaitDead(String activation, int count) {
    await().atMost(LIMIT).until(() -> sealpost.dead(activation).size() == count);
  }
}
