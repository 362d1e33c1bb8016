package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.signature.HttpHeader;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delivery is one and the same over all its attempts. */
class IdempotentRetryTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SHOWN = "customHeaders: {X-Attempt: \"{{meta.attempt}}\"}\n";

  @TempDir static Path folder;
  private static SealpostFixture sealpost;

  @BeforeAll
  static void start() throws Exception {
    sealpost =
        new SealpostFixture(folder)
            .activation("three", SHOWN)
            .activation("none", SHOWN + "retryLimit: 0")
            .activation("slow", SHOWN + "retryLimit: 5")
            .activation("hinted", SHOWN + "maxBackoff: 3s")
            .start();
  }

  @AfterAll
  static void close() {
    sealpost.close();
  }

  @Test
  void retryLimitThreeIsFourAttemptsThenDead() throws Exception {
    sealpost.answer(request -> Answer.of(503));

    sealpost.send("{\"user_id\":1}", Map.of("activation", "three"));

    Message dead = dead("three");
    assertThat(attempts("/three")).containsExactly("1", "2", "3", "4");
    assertOneDelivery("/three");
    assertThat(dead.getStringProperty("sealpostReason")).isEqualTo("retries-exhausted");
    assertThat(dead.getIntProperty("sealpostStatus")).isEqualTo(503);
    assertThat(dead.getIntProperty("sealpostAttempts")).isEqualTo(4);
    assertThat(dead.getStringProperty("sealpostDeliveryId"))
        .isEqualTo(sealpost.requestsTo("/three").get(0).header("Sealpost-Delivery-Id").get());
  }

  @Test
  void retryLimitZeroIsOneAttempt() throws Exception {
    sealpost.answer(request -> Answer.of(503));

    sealpost.send("{\"user_id\":1}", Map.of("activation", "none"));

    Message dead = dead("none");
    assertThat(attempts("/none")).containsExactly("1");
    assertThat(dead.getStringProperty("sealpostReason")).isEqualTo("retries-exhausted");
    assertThat(dead.getIntProperty("sealpostAttempts")).isEqualTo(1);
  }

  @Test
  void attemptNumberAndDeliveryIdSurviveAStopBetweenTwoAttempts() throws Exception {
    sealpost.answer(answering("/slow", 3, Answer.of(503)));
    sealpost.send("{\"user_id\":1}", Map.of("activation", "slow"));
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/slow").size() >= 1);

    sealpost.stop();
    int before = sealpost.requestsTo("/slow").size();
    sealpost.start();

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/slow").size() == 3);
    assertThat(before).isLessThan(3);
    assertThat(attempts("/slow")).containsExactly("1", "2", "3");
    assertOneDelivery("/slow");
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.delivery.slow") == 0);
  }

  @Test
  void anEndpointsRetryAfterIsWaitedForWhereTheScheduleIsShorter() throws Exception {
    HttpHeader wish = new HttpHeader("Retry-After", "2");
    sealpost.answer(answering("/hinted", 2, new Answer(429, List.of(wish), new byte[0])));

    sealpost.send("{\"user_id\":1}", Map.of("activation", "hinted"));

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/hinted").size() == 2);
    List<ReceivedRequest> requests = sealpost.requestsTo("/hinted");
    assertThat(Duration.between(requests.get(0).at(), requests.get(1).at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    assertOneDelivery("/hinted");
  }

  /** Failing until the given request of that path, which gets a 200. */
  private static Function<ReceivedRequest, Answer> answering(
      String path, int succeeds, Answer failing) {
    return request -> sealpost.requestsTo(path).size() < succeeds ? failing : Answer.of(200);
  }

  private static Message dead(String activation) throws Exception {
    await().atMost(LIMIT).until(() -> sealpost.dead(activation).size() == 1);
    return sealpost.dead(activation).get(0);
  }

  private static List<String> attempts(String path) {
    return sealpost.requestsTo(path).stream()
        .map(request -> request.header("X-Attempt").orElseThrow())
        .toList();
  }

  private static void assertOneDelivery(String path) {
    assertThat(sealpost.requestsTo(path))
        .extracting(request -> request.header("Sealpost-Delivery-Id").orElseThrow())
        .hasSizeGreaterThan(1)
        .containsOnly(
            sealpost.requestsTo(path).get(0).header("Sealpost-Delivery-Id").orElseThrow());
  }
}
