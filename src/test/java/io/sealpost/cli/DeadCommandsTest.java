package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.broker.Queues;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadCommandsTest {
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
    broker.received(Queues.delivery("welcome"));
  }

  @Test
  void deadMessagesAreListedAndShownWithoutActingOnTheTerminal() throws Exception {
    putDead("del_1", "missing-attribute", "{\"a\":\"\u001b[2J\"}");
    putDead("del_2", "status-400", "{}");

    CommandRun list = broker.sealpost("", "dead", "list", "--reason=missing-attribute");
    CommandRun show = broker.sealpost("", "dead", "show", "del_1");
    JsonNode json =
        new ObjectMapper().readTree(broker.sealpost("", "dead", "list", "--json").out());

    assertThat(list.out().lines().toList().get(0)).startsWith("ID").contains("DEAD AT", "REASON");
    assertThat(list.out()).contains("del_1").doesNotContain("del_2");
    assertThat(show.out())
        .contains("sealpostReason: missing-attribute", "{\"a\":\"\\x1b[2J\"}")
        .doesNotContain("JMSX");
    assertThat(json).extracting(dead -> dead.get("id").asText()).containsExactly("del_1", "del_2");
    assertThat(json.get(1).get("status").asInt()).isEqualTo(400);
    assertThat(broker.sealpost("", "dead", "show", "del_3").exitCode()).isEqualTo(1);
  }

  @Test
  void aLongListIsCutAndSaysSo() {
    putDead("del_1", "r", "{}");
    putDead("del_2", "r", "{}");

    CommandRun cut = broker.sealpost("", "dead", "list", "--limit=1");
    CommandRun rest = broker.sealpost("", "dead", "list", "--limit=1", "--skip=1");

    assertThat(cut.out()).contains("del_1").doesNotContain("del_2");
    assertThat(cut.err()).contains("--skip 1");
    assertThat(rest.out()).contains("del_2").doesNotContain("del_1");
    assertThat(rest.err()).isEmpty();
  }

  @Test
  void aReplayedMessageGoesBackToItsActivation() throws Exception {
    putDead("del_1", "status-400", "{}");

    CommandRun run = broker.sealpost("", "dead", "replay", "del_1");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("1 replayed.%n".formatted());
    assertThat(
            broker
                .received(Queues.delivery("welcome"))
                .get(0)
                .getStringProperty("sealpostDeliveryId"))
        .isEqualTo("del_1");
    assertThat(broker.sealpost("", "dead", "replay", "del_1").exitCode()).isEqualTo(1);
  }

  @Test
  void nothingIsReplayedOrPurgedThatWasNotNamed() {
    putDead("del_1", "status-400", "{}");

    assertThat(broker.sealpost("", "dead", "replay").exitCode()).isEqualTo(2);
    assertThat(broker.sealpost("", "dead", "purge").exitCode()).isEqualTo(2);
    assertThat(broker.sealpost("", "dead", "purge", "--all", "--reason=x").exitCode()).isEqualTo(2);
    CommandRun unsure = broker.sealpost("", "dead", "purge", "--all");
    assertThat(unsure.exitCode()).isEqualTo(2);
    assertThat(unsure.err()).contains("1 message ", "--yes");
    assertThat(broker.received(Queues.DEAD)).hasSize(1);
  }

  @Test
  void purgedMessagesAreGone() {
    putDead("del_1", "status-400", "{}");
    putDead("del_2", "status-401", "{}");

    assertThat(broker.sealpost("", "dead", "purge", "del_1").out()).contains("1 purged");
    assertThat(broker.sealpost("", "dead", "purge", "--all", "--yes", "--json").out())
        .contains("\"matched\":1,\"purged\":1");
    assertThat(broker.received(Queues.DEAD)).isEmpty();
  }

  private static void putDead(String deliveryId, String reason, String body) {
    broker
        .jms()
        .createProducer()
        .setProperty("activation", "welcome")
        .setProperty("sealpostDeliveryId", deliveryId)
        .setProperty("sealpostReason", reason)
        .setProperty("sealpostStatus", 400)
        .send(broker.jms().createQueue(Queues.DEAD), body);
  }
}
