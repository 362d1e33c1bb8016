package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.broker.Queues;
import io.sealpost.deadletter.DeadQueue;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which dead messages {@code replay} and {@code purge} mean, and what they say of it. */
class DeadMovingCommandsTest {
  @TempDir private static Path folder;
  private static RunningBroker broker;

  @BeforeAll
  static void start() throws IOException {
    broker = new RunningBroker(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    broker.close();
  }

  @AfterEach
  void drain() {
    broker.received(Queues.DEAD);
    broker.received(Queues.ATTEMPTS);
    broker.received(Queues.delivery("welcome"));
  }

  @Test
  void aReplayMeansWhatAllItsOptionsSay() throws Exception {
    putDead("a", 401, "{\"user_id\":42,\"address\":{\"city\":\"Paris\"}}");
    putDead("b", 401, "{\"user_id\":43,\"address\":{\"city\":\"Paris\"}}");
    putDead("c", 404, "{\"user_id\":42,\"address\":{\"city\":\"Paris\"}}");

    CommandRun run =
        broker.sealpost(
            "",
            "dead",
            "replay",
            "--activation=welcome",
            "--reason=http-status",
            "--status=401",
            "--attribute=user_id=42",
            "--attribute=address.city=Paris");

    assertThat(run.out()).isEqualTo("1 replayed.%n".formatted());
    assertThat(ids(Queues.delivery("welcome"))).containsExactly("a");
    assertThat(ids(Queues.DEAD)).containsExactly("b", "c");
  }

  @Test
  void aDryRunCountsAndMovesNothing() throws Exception {
    putDead("a", 401, "{}");
    putDead("b", 404, "{}");

    CommandRun text = broker.sealpost("", "dead", "purge", "--all", "--dry-run");
    CommandRun json = broker.sealpost("", "dead", "replay", "--all", "--dry-run", "--json");
    CommandRun none = broker.sealpost("", "dead", "replay", "--reason=x", "--dry-run");

    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).contains("2 messages would be purged.").contains("http-status");
    assertThat(new ObjectMapper().readTree(json.out()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"activation": "welcome", "reason": "http-status", "messages": 2}]"""));
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(ids(Queues.DEAD)).containsExactly("a", "b");
  }

  @Test
  void aPurgeLeavesARecordForTheAttemptLog() throws Exception {
    putDead("a", 401, "{}");

    broker.sealpost("", "dead", "purge", "a");

    JsonNode record =
        new ObjectMapper().readTree(broker.received(Queues.ATTEMPTS).get(0).getText());
    assertThat(record.at("/outcome").asText()).isEqualTo("purged");
    assertThat(record.at("/delivery/id").asText()).isEqualTo("a");
    assertThat(record.at("/node").asText()).isNotEmpty();
  }

  @Test
  void aReplayAtAPaceArrivesWhole() throws Exception {
    for (int i = 0; i < 5; i++) {
      putDead("id" + i, 401, "{}");
    }

    CommandRun run = broker.sealpost("", "dead", "replay", "--all", "--rate=100/s", "--json");

    assertThat(new ObjectMapper().readTree(run.out()))
        .isEqualTo(
            new ObjectMapper()
                .readTree("{\"matched\":5,\"replayed\":5,\"taken\":0,\"notReached\":0}"));
    assertThat(ids(Queues.delivery("welcome"))).hasSize(5);
  }

  @Test
  void whatCannotBeMeantIsWrongUsage() {
    assertThat(broker.sealpost("", "dead", "replay", "--all", "--rate=50").err()).contains("50/s");
    assertThat(broker.sealpost("", "dead", "replay", "--all", "--rate=0/s").exitCode())
        .isEqualTo(2);
    assertThat(broker.sealpost("", "dead", "replay", "--attribute=user_id").err())
        .contains("user_id=42");
  }

  @Test
  void theExitCodeSaysWhetherThereIsMoreToDo() {
    assertThat(DeadMoving.exitCode(new DeadQueue.Outcome(3, 3, 0))).isZero();
    // What others took is done, too.
    assertThat(DeadMoving.exitCode(new DeadQueue.Outcome(3, 1, 2))).isZero();
    assertThat(DeadMoving.exitCode(new DeadQueue.Outcome(3, 2, 0))).isEqualTo(1);
    assertThat(DeadMoving.exitCode(new DeadQueue.Outcome(3, 0, 3))).isEqualTo(1);
    assertThat(DeadMoving.exitCode(new DeadQueue.Outcome(0, 0, 0))).isEqualTo(1);
  }

  @Test
  void theListForProgramsHasTheMessageId() throws Exception {
    putDead("a", 401, "{}");

    JsonNode json =
        new ObjectMapper().readTree(broker.sealpost("", "dead", "list", "--json").out());

    String messageId = json.at("/0/messageId").asText();
    assertThat(messageId).startsWith("ID:");
    assertThat(broker.sealpost("", "dead", "show", messageId).exitCode()).isZero();
  }

  private static List<String> ids(String queue) throws JMSException {
    List<String> ids = new ArrayList<>();
    for (TextMessage message : broker.received(queue)) {
      ids.add(message.getStringProperty("sealpostDeliveryId"));
    }
    return ids;
  }

  private static void putDead(String deliveryId, int status, String body) {
    broker
        .jms()
        .createProducer()
        .setProperty("activation", "welcome")
        .setProperty("sealpostDeliveryId", deliveryId)
        .setProperty("sealpostReason", "http-status")
        .setProperty("sealpostStatus", status)
        .send(broker.jms().createQueue(Queues.DEAD), body);
  }
}
