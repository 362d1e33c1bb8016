package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.broker.Queues;
import jakarta.jms.JMSConsumer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
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
    broker.received(Queues.ACTIVATIONS);
    broker.received(Queues.delivery("welcome"));
  }

  @Test
  void statusCountsWhatWaits() throws Exception {
    broker.sealpost("{}\n{}", "send", "welcome");

    CommandRun text = broker.sealpost("", "status");
    JsonNode json = new ObjectMapper().readTree(broker.sealpost("", "status", "--json").out());

    assertThat(text.exitCode()).isZero();
    assertThat(text.err()).contains("sealpost run");
    assertThat(text.out()).containsPattern("sealpost\\.activations +2 +0 +0 +0");
    assertThat(json)
        .anySatisfy(
            queue -> {
              assertThat(queue.get("queue").asText()).isEqualTo(Queues.ACTIVATIONS);
              assertThat(queue.get("messages").asLong()).isEqualTo(2);
            });
  }

  @Test
  void aQueueWithoutItsActivationIsOrphaned() throws Exception {
    broker.jms().createProducer().send(broker.jms().createQueue(Queues.delivery("welcome")), "{}");
    try (JMSConsumer serving =
        broker.jms().createConsumer(broker.jms().createQueue(Queues.ACTIVATIONS))) {
      CommandRun run = broker.sealpost("", "status");

      assertThat(serving).isNotNull();
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).containsPattern("sealpost\\.delivery\\.welcome .* orphaned");
    }
  }
}
