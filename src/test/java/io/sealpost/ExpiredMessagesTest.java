package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.activation.DeliveryId;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.broker.Queues;
import io.sealpost.receiver.Answer;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A producer's time to live ends a delivery with a row, wherever the message is by then. */
@Timeout(180)
class ExpiredMessagesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static JdbcAttemptLog log;

  @BeforeAll
  static void start() throws Exception {
    sealpost =
        new SealpostFixture(folder)
            .activation("failing", "retryLimit: 100")
            .activation("first", "events: [signup]")
            .activation("second", "events: [signup]");
    sealpost.answer(request -> Answer.of(503));
    sealpost.start();
    // The same JVM may open H2's file twice.
    log = JdbcAttemptLog.of(DatabaseSettings.file(folder.resolve("data")));
  }

  @AfterAll
  static void stop() {
    log.close();
    sealpost.close();
  }

  @Test
  void whatExpiresWhileItWaitsForARetryEndsUnderItsIdWithTheNextAttempt() throws Exception {
    // Enough to be attempted, on a busy machine too.
    String message = send(3_000, Map.of("activation", "failing", "journey", "onboarding"));

    AttemptRecord end = awaitExpired(DeliveryId.mint(message, "failing"));

    assertThat(end.delivery().attempt()).isEqualTo(log.attempts(end.delivery().id()).size());
    assertThat(end.delivery().attempt()).isGreaterThan(1);
    assertThat(end.delivery().activation()).isEqualTo("failing");
    assertThat(end.delivery().journey()).isEqualTo("onboarding");
    assertThat(end.errorCode()).isNull();
    assertThat(end.error())
        .contains("sealpost.delivery.failing", "docs/troubleshooting.md#messages-expired");
    await().atMost(LIMIT).until(() -> sealpost.depth(Queues.delivery("failing")) == 0);
  }

  @Test
  void whatExpiresBeforeDispatchEndsOnceForEachActivationItWasFor() throws Exception {
    sealpost.camel().getRouteController().stopRoute("dispatch-activations");
    String addressed = send(1, Map.of("activation", "first", "sealpostDeliveryId", "forged"));
    String event = send(1, Map.of("event", "signup"));
    String chosen = send(1, Map.of("activation", "unheard-of", "deliveryId", "chosen"));
    sealpost.camel().getRouteController().startRoute("dispatch-activations");

    assertThat(chosen).isNotEmpty();
    assertExpired(DeliveryId.mint(addressed, "first"), "first");
    assertExpired(DeliveryId.mint(event, "first"), "first");
    assertExpired(DeliveryId.mint(event, "second"), "second");
    assertExpired("chosen", "unheard-of");
    assertThat(log.attempts("forged")).isEmpty();
    assertThat(log.attempts("chosen")).hasSize(1);
  }

  @Test
  void itIsCounted() throws Exception {
    ObservePage page = new ObservePage(sealpost);
    double before = page.scrape().value("sealpost_expired_messages_total", Map.of());

    send(1, Map.of("activation", "failing"));

    await()
        .atMost(LIMIT)
        .until(
            () -> page.scrape().value("sealpost_expired_messages_total", Map.of()) >= before + 1);
  }

  @Test
  void whatExpiresElsewhereIsLeftAlone() throws Exception {
    sealpost.jmsWithoutPool(
        context -> {
          context
              .createProducer()
              .setTimeToLive(1)
              .send(context.createQueue("own.queue"), "of an integrator's own");
          // A consumer is what makes the broker look.
          return context.createConsumer(context.createQueue("own.queue")).receive(500);
        });

    await().atMost(LIMIT).until(() -> sealpost.depth(Queues.BROKER_EXPIRED) == 1);
    awaitExpired(DeliveryId.mint(send(1, Map.of("activation", "failing")), "failing"));
    assertThat(sealpost.browse(Queues.BROKER_EXPIRED)).hasSize(1);
  }

  private static String send(long timeToLive, Map<String, String> properties) throws Exception {
    return sealpost.jms(
        context -> {
          Message message = context.createTextMessage("{\"user_id\":1}");
          for (Map.Entry<String, String> property : properties.entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
          }
          context
              .createProducer()
              .setTimeToLive(timeToLive)
              .send(context.createQueue(Queues.ACTIVATIONS), message);
          return message.getJMSMessageID();
        });
  }

  private static void assertExpired(String id, String activation) {
    AttemptRecord row = awaitExpired(id);
    assertThat(row.delivery().attempt()).isZero();
    assertThat(row.delivery().activation()).isEqualTo(activation);
    assertThat(row.error()).contains(Queues.ACTIVATIONS);
  }

  private static AttemptRecord awaitExpired(String id) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                log.attempts(id).stream().filter(row -> row.outcome().equals("expired")).findAny(),
            Optional::isPresent)
        .orElseThrow();
  }
}
