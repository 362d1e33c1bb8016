package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few short runs of the packaged product; all of them, and long ones: {@code bench/faults}. */
@Tag("packaged")
@Timeout(600)
class FaultScenariosTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "no-fault, 200, 1",
    "kill-sealpost-embedded, 250, 5",
    "kill-broker-in-commits, 150, 3",
    "kill-before-commit, 0, 1",
    "kill-in-commit, 0, 1",
    "kill-primary-shared-store, 200, 1",
    "receiver-429, 0, 1",
    "receiver-closes-unanswered, 0, 1",
    "receiver-resets-after-200, 0, 1",
    "tls-client-certificate, 0, 1",
    "receiver-line-held-back, 0, 1",
    "name-rebound, 0, 1",
    "poison, 0, 1",
    "odd-properties, 48, 1",
    "sizes-beyond, 0, 1",
    "few-files, 200, 1"
  })
  void noMessageIsLost(String scenario, int messages, int rounds) throws Exception {
    Effort effort = new Effort(messages, rounds, System.nanoTime());

    Verdict verdict = Scenarios.named(scenario).run(folder.resolve("world"), effort);

    assertThat(verdict.complaint()).as("seed %d", effort.seed()).isEmpty();
    assertThat(verdict.isGood()).isTrue();
  }
}
