package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.FreePort;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import jakarta.jms.JMSContext;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code maintenance announce} puts on the queue of events. */
class MaintenanceCommandTest {
  private static final String FROM = "2026-03-01T22:00:00Z";
  private static final String UNTIL = "2026-03-01T22:30:00Z";

  @TempDir private Path folder;

  @Test
  void itIsAnEventOfSealpostsOwn() throws Exception {
    BrokerCredentials credentials = BrokerCredentials.loadOrGenerate(folder.resolve("data"));
    int port = FreePort.next();
    Files.writeString(
        Files.createDirectories(folder.resolve("config")).resolve("application.properties"),
        "sealpost.broker.port=" + port + "\n");
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(folder.resolve("broker"), "127.0.0.1", port, credentials);
        BrokerConnections connections = BrokerConnections.to(broker.url(), credentials);
        JMSContext jms = connections.factory().createContext()) {

      CommandRun run = announce("--from", FROM, "--until", UNTIL, "--note", "Broker \"update\"");

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      TextMessage message =
          (TextMessage) jms.createConsumer(jms.createQueue("sealpost.events")).receive(10_000);
      assertThat(message.getStringProperty("event")).isEqualTo("system.maintenance");
      JsonNode event = new ObjectMapper().readTree(message.getText());
      assertThat(event.get("type").asText()).isEqualTo("system.maintenance");
      assertThat(event.get("data").toString())
          .isEqualTo(
              "{\"from\":\"%s\",\"until\":\"%s\",\"note\":\"Broker \\\"update\\\"\"}"
                  .formatted(FROM, UNTIL));
    }
  }

  @Test
  void itEndsAfterItBegins() {
    CommandRun run = announce("--from", UNTIL, "--until", UNTIL);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--until is not after --from");
  }

  @Test
  void withoutARunningSealpostItSaysWhatToStart() {
    CommandRun run = announce("--from", FROM, "--until", UNTIL);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Start it: sealpost run");
  }

  private CommandRun announce(String... options) {
    String[] command = {
      "maintenance",
      "announce",
      "--config",
      folder.resolve("config").toString(),
      "--data",
      folder.resolve("data").toString()
    };
    String[] all = java.util.Arrays.copyOf(command, command.length + options.length);
    System.arraycopy(options, 0, all, command.length, options.length);
    return CommandRun.of(all);
  }
}
