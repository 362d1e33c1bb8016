package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KilledAuditTest {
  @TempDir Path data;

  @Test
  void aRowOfTheAuditOutlivesAKillRightBehindIt() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledAudit.class.getName(),
                data.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isEqualTo(9);

    try (JdbcAttemptLog log = JdbcAttemptLog.of(DatabaseSettings.file(data))) {
      assertThat(log.audit().find(Long.MAX_VALUE, 10))
          .extracting(AuditEntry::outcome, AuditEntry::detail)
          .containsExactly(tuple("done", "3 of 3"));
    }
  }
}
