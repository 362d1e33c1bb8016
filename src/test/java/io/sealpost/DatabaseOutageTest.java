package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.attemptlog.AttemptFilter;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.signature.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is stopped under load, and comes back. */
@Tag("slow")
@Timeout(300)
class DatabaseOutageTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Of each of the three spells. */
  private static final int MESSAGES = 150;

  @TempDir Path folder;
  private final int port = FreePort.next();

  @Test
  void deliveriesGoOnWhileTheDatabaseIsDownAndEachAttemptIsARowWhenItIsBack() throws Exception {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    EmbeddedPostgres postgres = postgres();
    try (SealpostFixture sealpost = new SealpostFixture(folder);
        JdbcAttemptLog log =
            JdbcAttemptLog.of(new DatabaseSettings(url, "postgres", Secret.of("postgres")))) {
      sealpost
          .activation("welcome", "")
          .setting("sealpost.database.url", url)
          .setting("sealpost.database.userName", "postgres")
          .setting("sealpost.database.password", "postgres")
          .start();
      send(sealpost);
      await().atMost(LIMIT).until(() -> rows(log).size() > MESSAGES / 10);

      // In the middle of its work.
      postgres.close();
      send(sealpost);
      await().atMost(LIMIT).until(() -> sealpost.requests().size() == 2 * MESSAGES);
      assertThat(sealpost.depth("sealpost.attempts")).isGreaterThanOrEqualTo(MESSAGES);

      postgres = postgres();
      send(sealpost);
      await().atMost(LIMIT).until(() -> rows(log).size() == 3 * MESSAGES);
      await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.attempts") == 0);
      assertThat(rows(log)).extracting(AttemptRecord::outcome).containsOnly("delivered");
      assertThat(sealpost.requests()).hasSize(3 * MESSAGES);
      assertThat(sealpost.depth("sealpost.dead")).isZero();
    } finally {
      postgres.close();
    }
  }

  private static List<AttemptRecord> rows(JdbcAttemptLog log) throws Exception {
    return log.find(AttemptFilter.all(), 10_000, Optional.empty()).attempts();
  }

  private static void send(SealpostFixture sealpost) throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      sealpost.send("{\"user_id\": 1}", Map.of("activation", "welcome"));
    }
  }

  private EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("postgres"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }
}
