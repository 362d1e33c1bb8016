package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.activation.DeliveryId;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.QueuePause;
import io.sealpost.broker.Queues;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSProducer;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dead add}: what waits for an activation that was removed is given up. */
class DeadAddCommandTest {
  private static final String GONE = Queues.delivery("gone");
  private static final long HOUR = 3_600_000;

  @TempDir private static Path folder;
  private static RunningBroker broker;

  @BeforeAll
  static void start() throws IOException {
    broker = new RunningBroker(folder);
    Files.createDirectories(broker.config().resolve("activations"));
    Files.createFile(broker.config().resolve("activations/welcome.yaml"));
  }

  @AfterAll
  static void stop() throws IOException {
    broker.close();
  }

  @AfterEach
  void drain() {
    broker.received(Queues.DEAD);
    broker.received(Queues.ATTEMPTS);
    broker.received(Queues.EVENTS);
    broker.received(GONE);
  }

  @Test
  void pendingAndScheduledMessagesDieWithTheAttemptsTheyHad() throws Exception {
    put("new", 1, 0);
    put("retried", 3, HOUR);

    CommandRun run = broker.sealpost("", "dead", "add", "--activation=gone");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("2 messages dead.%n".formatted());
    List<TextMessage> dead = broker.received(Queues.DEAD);
    assertThat(dead).hasSize(2);
    for (TextMessage message : dead) {
      assertThat(message.getText()).isEqualTo("{}");
      assertThat(message.getStringProperty("sealpostReason")).isEqualTo("activation-removed");
      assertThat(message.getStringProperty("activation")).isEqualTo("gone");
      assertThat(message.getIntProperty("sealpostAttempts"))
          .isEqualTo(message.getStringProperty("sealpostDeliveryId").equals("new") ? 0 : 2);
    }
    assertThat(broker.received(GONE)).isEmpty();
  }

  @Test
  void eachIsARecordOfTheAttemptThatWasNotMade() throws Exception {
    put("retried", 3, 0);

    broker.sealpost("", "dead", "add", "--activation=gone");

    JsonNode record =
        new ObjectMapper().readTree(broker.received(Queues.ATTEMPTS).get(0).getText());
    assertThat(record.at("/outcome").asText()).isEqualTo("dead");
    assertThat(record.at("/errorCode").asText()).isEqualTo("activation-removed");
    assertThat(record.at("/delivery/id").asText()).isEqualTo("retried");
    assertThat(record.at("/delivery/attempt").asInt()).isEqualTo(3);
  }

  @Test
  void eachIsToldToSubscribersButForWhatIsAnEventItself() throws Exception {
    put("retried", 3, 0);
    broker
        .jms()
        .createProducer()
        .setProperty("sealpostDeliveryId", "event")
        .setProperty("sealpostOperational", true)
        .send(broker.jms().createQueue(GONE), "{}");

    broker.sealpost("", "dead", "add", "--activation=gone");

    List<TextMessage> events = broker.received(Queues.EVENTS);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getStringProperty("event")).isEqualTo("delivery.dead");
    JsonNode data = new ObjectMapper().readTree(events.get(0).getText()).path("data");
    assertThat(data.path("deliveryId").asText()).isEqualTo("retried");
    assertThat(data.path("activation").asText()).isEqualTo("gone");
    assertThat(data.path("reason").asText()).isEqualTo("activation-removed");
    assertThat(data.path("attempts").asInt()).isEqualTo(2);
    List<TextMessage> dead = broker.received(Queues.DEAD);
    assertThat(dead).hasSize(2);
    assertThat(data.path("deadAt").asText())
        .isEqualTo(dead.get(0).getStringProperty("sealpostDeadAt"));
  }

  @Test
  void whatWasNeverReadHasTheIdItsDeliveryWouldHave() throws Exception {
    TextMessage direct = broker.jms().createTextMessage("{}");
    broker.jms().createProducer().send(broker.jms().createQueue(GONE), direct);

    broker.sealpost("", "dead", "add", "--activation=gone");

    String id = DeliveryId.mint(direct.getJMSMessageID(), "gone");
    assertThat(broker.received(Queues.DEAD).get(0).getStringProperty("sealpostDeliveryId"))
        .isEqualTo(id);
    assertThat(broker.received(Queues.ATTEMPTS).get(0).getText()).contains(id);
  }

  @Test
  void moreThanATransactionHoldsAreAllMoved() {
    for (int i = 0; i < 250; i++) {
      put("id" + i, 1, 0);
    }

    CommandRun run = broker.sealpost("", "dead", "add", "--activation=gone", "--json");

    assertThat(run.out()).contains("\"activation\":\"gone\",\"dead\":250");
    assertThat(broker.received(Queues.DEAD)).hasSize(250);
  }

  @Test
  void aPauseDoesNotHoldThemBack() throws Exception {
    put("paused", 1, 0);
    try (BrokerConnections connections =
        BrokerConnections.to(
            "tcp://127.0.0.1:" + broker.port(),
            BrokerCredentials.load(broker.data()).orElseThrow())) {
      new QueuePause(connections.factory()).pause(GONE);
    }

    CommandRun run = broker.sealpost("", "dead", "add", "--activation=gone");

    assertThat(run.out()).isEqualTo("1 message dead.%n".formatted());
  }

  @Test
  void aDryRunOnlyCounts() {
    put("new", 1, 0);
    put("retried", 2, HOUR);

    CommandRun run = broker.sealpost("", "dead", "add", "--activation=gone", "--dry-run");

    assertThat(run.out()).isEqualTo("2 messages would be dead.%n".formatted());
    assertThat(broker.received(Queues.DEAD)).isEmpty();
    // For the next test.
    broker.sealpost("", "dead", "add", "--activation=gone");
  }

  @Test
  void anActivationThatIsServedIsRefused() {
    CommandRun configured = broker.sealpost("", "dead", "add", "--activation=welcome");
    CommandRun served;
    try (JMSConsumer other = broker.jms().createConsumer(broker.jms().createQueue(GONE))) {
      assertThat(other).isNotNull();
      served = broker.sealpost("", "dead", "add", "--activation=gone");
    }
    CommandRun unknown = broker.sealpost("", "dead", "add", "--activation=never-there");

    assertThat(configured.exitCode()).isEqualTo(1);
    assertThat(configured.err()).contains("welcome is configured");
    assertThat(served.exitCode()).isEqualTo(1);
    assertThat(served.err()).contains("still serves activation gone");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.out()).contains("No message waits for activation never-there");
    assertThat(
            CommandRun.of("dead", "add", "--activation=gone", "--config=" + folder, "--data=x")
                .exitCode())
        .isEqualTo(2);
  }

  private static void put(String deliveryId, int attempt, long delayMillis) {
    JMSProducer producer = broker.jms().createProducer();
    if (delayMillis > 0) {
      // A pooled producer has no delivery delay of its own.
      producer.setProperty("_AMQ_SCHED_DELIVERY", System.currentTimeMillis() + delayMillis);
    }
    producer
        .setProperty("sealpostDeliveryId", deliveryId)
        .setProperty("sealpostAttempt", attempt)
        .send(broker.jms().createQueue(GONE), "{}");
  }
}
