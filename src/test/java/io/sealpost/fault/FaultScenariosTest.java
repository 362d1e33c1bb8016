package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

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
    "poison, 0, 1",
    "odd-properties, 48, 1",
    "sizes-beyond, 0, 1",
    "few-files, 200, 1"
  })
  void noMessageIsLost(String scenario, int messages, int rounds) throws Exception {
    Verdict verdict;
    try {
      verdict =
          Scenarios.named(scenario).run(folder.resolve("world"), new Effort(messages, rounds));
    } catch (NotPossibleException e) {
      throw new TestAbortedException(e.getMessage(), e);
    }

    assertThat(verdict.complaint()).isEmpty();
    assertThat(verdict.isGood()).isTrue();
  }
}
