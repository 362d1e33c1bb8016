package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.SealpostFixture;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A call that outlasts the patience of a stop or a reload, and messages that wait for its place:
 * none of them ends for it.
 */
@Tag("slow")
@Timeout(240)
class StopUnderLoadTest {
  private static final List<String> USERS = List.of("u-1", "u-2", "u-3", "u-4");

  @TempDir Path folder;
  private SealpostFixture sealpost;
  private final CountDownLatch answered = new CountDownLatch(1);

  @BeforeEach
  void prepare() throws Exception {
    sealpost =
        new SealpostFixture(folder)
            .connection("acme", "concurrency: 1")
            .activation("welcome", "customHeaders: {X-Attempt: \"{{meta.attempt}}\"}")
            .setting("camel.main.shutdownTimeout", "1");
    sealpost.answer(
        request -> {
          awaitAnswered();
          return Answer.of(200);
        });
    sealpost.start();
    for (String user : USERS) {
      sealpost.send("{\"user_id\": \"" + user + "\"}", Map.of("activation", "welcome"));
    }
    eventually(() -> assertThat(sealpost.requests()).hasSize(1));
    eventually(() -> assertThat(sealpost.browse("sealpost.activations")).isEmpty());
  }

  @AfterEach
  void close() {
    answered.countDown();
    sealpost.close();
  }

  @Test
  void messagesThatWaitAtAStopAreDeliveredAfterTheNextStart() throws Exception {
    sealpost.stop();
    answered.countDown();
    sealpost.start();

    assertAllDelivered();
  }

  @Test
  void messagesThatWaitAtAReloadAreDeliveredAfterIt() throws Exception {
    sealpost.connection("acme", "concurrency: 1\ndeliveryIdHeader: Idempotency-Key");
    eventually(() -> assertThat(sealpost.requests()).hasSizeGreaterThan(1));
    answered.countDown();

    assertAllDelivered();
  }

  private void assertAllDelivered() {
    eventually(() -> assertThat(delivered()).containsAll(USERS));
    eventually(() -> assertThat(sealpost.browse("sealpost.delivery.welcome")).isEmpty());
    eventually(() -> assertThat(sealpost.browse("sealpost.dead")).isEmpty());
    assertThat(sealpost.requests())
        .extracting(request -> request.header("X-Attempt").orElseThrow())
        .containsOnly("1");
  }

  private List<String> delivered() {
    return sealpost.requests().stream().map(StopUnderLoadTest::user).toList();
  }

  private static String user(ReceivedRequest request) {
    return new String(request.body(), UTF_8).replaceAll(".*\"(u-\\d)\".*", "$1");
  }

  private void awaitAnswered() {
    try {
      answered.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
  }
}
