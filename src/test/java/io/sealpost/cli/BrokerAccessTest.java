package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.FreePort;
import io.sealpost.broker.BrokerCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which broker a command talks to, and what it says where there is none. */
class BrokerAccessTest {
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

  @Test
  void aConfiguredBrokersPasswordComesFromAFile() throws Exception {
    BrokerCredentials credentials = BrokerCredentials.load(broker.data()).orElseThrow();
    Path other = Files.createTempDirectory(folder, "external");
    Files.writeString(other.resolve("password"), credentials.password().reveal() + "\n");
    Files.writeString(
        other.resolve("application.properties"),
        """
        sealpost.broker.url=tcp://127.0.0.1:%d
        sealpost.broker.userName=%s
        sealpost.broker.password={{file:password}}
        """
            .formatted(broker.port(), credentials.userName()));

    CommandRun right = CommandRun.of("status", "--config=" + other);
    Files.writeString(other.resolve("password"), "wrong-canary");
    CommandRun wrong = CommandRun.of("status", "--config=" + other);
    Files.delete(other.resolve("password"));
    CommandRun missing = CommandRun.of("status", "--config=" + other);

    assertThat(right.exitCode()).isZero();
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("sealpost.broker.url").doesNotContain("wrong-canary");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("sealpost.broker.password", "password does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send welcome", "dead list", "dead replay --all", "status"})
  void withoutABrokerItSaysWhatToStart(String command) throws IOException {
    Path other = Files.createTempDirectory(folder, "elsewhere");
    String[] arguments =
        Stream.concat(
                Stream.of(command.split(" ")), Stream.of("--config=" + other, "--data=" + other))
            .toArray(String[]::new);

    CommandRun neverStarted = CommandRun.withInput("{}", arguments);
    BrokerCredentials.loadOrGenerate(other);
    Files.writeString(
        other.resolve("application.properties"), "sealpost.broker.port=" + FreePort.next() + "\n");
    CommandRun stopped = CommandRun.withInput("{}", arguments);

    assertThat(neverStarted.exitCode()).isEqualTo(2);
    assertThat(neverStarted.err()).contains("sealpost run", other.toString());
    assertThat(stopped.exitCode()).isEqualTo(2);
    assertThat(stopped.err()).contains("sealpost run", "does not answer");
  }
}
