package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.broker.Queues;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckBrokerTest {
  @TempDir private Path folder;
  private RunningBroker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new RunningBroker(folder);
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  @Test
  void aBrokerThatKeepsMessagesEndsWithZero() {
    CommandRun run = broker.sealpost("", "check", "--broker");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("broker: 0 errors, 0 warnings\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aBrokerThatCanLoseMessagesEndsWithOneAndSaysWhere() throws Exception {
    String address = Queues.delivery("welcome");
    broker.jms().createConsumer(broker.jms().createQueue(address + "::audit")).close();

    CommandRun text = broker.sealpost("", "check", "--broker");
    CommandRun json = broker.sealpost("", "check", "--broker", "--json");

    assertThat(text.exitCode()).isEqualTo(1);
    assertThat(text.out())
        .startsWith("error: name is audit (audit): this queue takes a share")
        .endsWith("broker: 1 error, 0 warnings\n");
    assertThat(json.exitCode()).isEqualTo(1);
    JsonNode findings = new ObjectMapper().readTree(json.out());
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).fieldNames())
        .toIterable()
        .containsExactly("severity", "setting", "value", "on", "message");
    assertThat(findings.get(0).get("severity").asText()).isEqualTo("error");
  }

  @Test
  void withoutABrokerThereIsNothingToCheck() throws IOException {
    broker.close();

    CommandRun run = broker.sealpost("", "check", "--broker");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("does not answer", "sealpost run");
  }
}
