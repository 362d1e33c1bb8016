package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.attemptlog.AttemptFilter;
import io.sealpost.attemptlog.Attempts;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.JdbcAttemptLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running Sealpost forgets, again and again, what is older than it is told to remember. */
@Timeout(180)
class RetentionTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void attemptsOlderThanTheRetentionAreDeletedWhileYoungerOnesStayAndNewOnesCome()
      throws Exception {
    try (SealpostFixture sealpost = new SealpostFixture(folder);
        JdbcAttemptLog log = JdbcAttemptLog.of(DatabaseSettings.file(folder.resolve("data")))) {
      write(log, "old", Duration.ofHours(3));
      write(log, "young", Duration.ofHours(1));
      sealpost
          .activation("welcome", "")
          .setting("sealpost.database.retention", "2h")
          .setting("sealpost.database.retentionInterval", "200ms")
          .start();

      await().atMost(LIMIT).until(() -> ids(log).equals(List.of("young")));

      write(log, "old-again", Duration.ofHours(3));
      sealpost.send("{\"user_id\": 1}", Map.of("activation", "welcome", "deliveryId", "new"));
      await().atMost(LIMIT).until(() -> ids(log).equals(List.of("new", "young")));
      assertThat(sealpost.requestsTo("/welcome")).hasSize(1);
    }
  }

  private static void write(JdbcAttemptLog log, String id, Duration age) throws Exception {
    log.write(List.of(Attempts.failed(id, 1, Instant.now().minus(age))));
  }

  private static List<String> ids(JdbcAttemptLog log) throws Exception {
    return log.find(AttemptFilter.all(), 100, Optional.empty()).attempts().stream()
        .map(attempt -> attempt.delivery().id())
        .toList();
  }
}
