package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.SealpostFixture;
import io.sealpost.receiver.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A paused activation makes no attempts; its messages wait. */
@Timeout(180)
class PauseTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;
  private SealpostFixture sealpost;
  private ApiClient api;
  private final CountDownLatch release = new CountDownLatch(1);

  @BeforeEach
  void prepare() throws Exception {
    sealpost = new SealpostFixture(folder).activation("welcome", "").activation("other", "");
    api = new ApiClient(sealpost);
  }

  @AfterEach
  void close() {
    release.countDown();
    sealpost.close();
  }

  @Test
  void aPauseOutlivesARestartAndEndsWhenResumed() throws Exception {
    sealpost.start();
    RawHttp.Answer paused = api.post("/v1/activations/welcome/pause", null);
    assertThat(paused.status()).isEqualTo(200);
    assertThat(paused.json().path("state").asText()).isEqualTo("paused");
    // Again changes nothing.
    assertThat(api.post("/v1/activations/welcome/pause", null).status()).isEqualTo(200);
    send("welcome", "w1");
    sealpost.stop();

    sealpost.start();
    send("welcome", "w2");
    send("other", "o1");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/other").size() == 1);
    await().atMost(LIMIT).until(() -> pending("welcome") == 2);
    assertThat(api.get("/v1/activations/welcome").path("state").asText()).isEqualTo("paused");
    assertThat(sealpost.requestsTo("/welcome")).isEmpty();

    RawHttp.Answer resumed = api.post("/v1/activations/welcome/resume", null);
    assertThat(resumed.json().path("state").asText()).isEqualTo("running");
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/welcome").size() == 2);
  }

  @Test
  void pauseAndResumeAreToldToSubscribers() throws Exception {
    sealpost
        .activation("other", "events: [activation.paused, activation.resumed]\nmissing: \"null\"")
        .activation(
            "welcome",
            "events: [activation.paused, activation.resumed]\nmissing: \"null\"\n"
                + "customHeaders: {X-Event: \"{{meta.event}}\", X-Of: \"{{data.activation}}\"}")
        .start();

    api.post("/v1/activations/other/pause", null);
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/welcome").size() == 1);
    // It is paused already.
    api.post("/v1/activations/other/pause", null);
    api.post("/v1/activations/other/resume", null);
    api.post("/v1/activations/other/resume", null);
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/welcome").size() == 2);

    assertThat(sealpost.requestsTo("/welcome"))
        .extracting(
            request ->
                request.header("X-Event").orElseThrow()
                    + " "
                    + request.header("X-Of").orElseThrow())
        .containsExactly("activation.paused other", "activation.resumed other");
    // What waited for itself is delivered, too.
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/other").size() == 2);
  }

  @Test
  void attemptsInFlightFinishAndNoConsumerGetsMore() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    sealpost.activation("welcome", "concurrency: 1");
    sealpost.answer(
        request -> {
          arrived.countDown();
          waitFor(release);
          return Answer.of(200);
        });
    sealpost.start();
    send("welcome", "w1");
    send("welcome", "w2");
    send("welcome", "w3");
    assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();

    api.post("/v1/activations/welcome/pause", null);
    release.countDown();

    await().atMost(LIMIT).until(() -> api.get("/v1/deliveries/w1").path("attempts").size() == 1);
    await().atMost(LIMIT).until(() -> pending("welcome") == 2);
    assertThat(api.get("/v1/activations/welcome").path("inFlight").asInt()).isZero();
    assertThat(sealpost.requestsTo("/welcome")).hasSize(1);
  }

  @Test
  void aRetryThatComesDueWhilePausedWaitsToo() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    sealpost.answer(
        request -> {
          arrived.countDown();
          waitFor(release);
          return Answer.of(503);
        });
    sealpost.start();
    send("welcome", "w1");
    assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
    api.post("/v1/activations/welcome/pause", null);
    release.countDown();

    // Scheduled first, and due 200 ms later.
    await().atMost(LIMIT).until(() -> pending("welcome") == 1);
    assertThat(sealpost.requestsTo("/welcome")).hasSize(1);

    sealpost.answer(request -> Answer.of(200));
    api.post("/v1/activations/welcome/resume", null);
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/welcome").size() == 2);
  }

  @Test
  void aRemovedActivationIsOrphanedAndCannotBePaused() throws Exception {
    sealpost.start();
    api.post("/v1/activations/welcome/pause", null);
    send("welcome", "w1");
    await().atMost(LIMIT).until(() -> pending("welcome") == 1);

    sealpost.without("activations/welcome");
    await()
        .atMost(LIMIT)
        .until(() -> api.get("/v1/activations/welcome").path("state").asText().equals("orphaned"));

    assertThat(api.get("/v1/queues").path("queues"))
        .filteredOn(queue -> queue.path("orphaned").asBoolean())
        .extracting(queue -> queue.path("queue").asText())
        .containsExactly("sealpost.delivery.welcome");
    assertThat(api.post("/v1/activations/welcome/pause", null).status()).isEqualTo(404);
  }

  private int pending(String activation) throws Exception {
    return api.get("/v1/activations/" + activation).path("pending").asInt();
  }

  private void send(String activation, String id) throws Exception {
    sealpost.send("{\"user_id\": \"u\"}", Map.of("activation", activation, "deliveryId", id));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
