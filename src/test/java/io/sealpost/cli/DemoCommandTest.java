package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DemoCommandTest {
  private static final Map<String, String> OPERATORS =
      Map.of(
          "sealpost.broker.url", "tcp://127.0.0.1:1",
          "sealpost.broker.userName", "operator",
          "sealpost.broker.password", "never sent",
          "sealpost.database.url", "jdbc:postgresql://127.0.0.1:1/attempts");

  @AfterEach
  void forget() {
    OPERATORS.keySet().forEach(System::clearProperty);
  }

  /** It takes messages and replays what is dead: on a broker in use it would take others' ones. */
  @Test
  void theDemoUsesNoBrokerAndNoDatabaseOfAnOperators(@TempDir Path folder) {
    OPERATORS.forEach(System::setProperty);

    CommandRun run = CommandRun.of("demo", "--data=" + folder);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Delivered, with the same delivery id: ");
    assertThat(folder.resolve("demo/data/attempts")).isDirectory();
  }
}
