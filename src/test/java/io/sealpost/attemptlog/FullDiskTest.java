package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealpost.signature.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** H2 whose disk is full gives up its file, and has to be opened anew. */
@Timeout(120)
class FullDiskTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private JdbcAttemptLog log;

  @BeforeEach
  void open() {
    LimitedDisk.mount();
    log =
        JdbcAttemptLog.of(
            new DatabaseSettings(
                "jdbc:h2:limited:"
                    + folder.resolve("attempts")
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE",
                "sealpost",
                Secret.of("")));
  }

  @AfterEach
  void close() {
    log.close();
    LimitedDisk.full(false);
  }

  @Test
  void attemptsAreWrittenWhenThereIsRoomAgain() throws Exception {
    log.write(attempts("before"));
    LimitedDisk.full(true);
    assertThatThrownBy(() -> log.write(attempts("full"))).isInstanceOf(AttemptLogException.class);
    assertThatThrownBy(() -> log.write(attempts("full"))).isInstanceOf(AttemptLogException.class);

    LimitedDisk.full(false);

    written("after");
    assertThat(log.attempts("before-1")).isNotEmpty();
  }

  @Test
  void tablesAreMadeWhenThereIsRoomAgain() {
    LimitedDisk.full(true);
    assertThatThrownBy(() -> log.write(attempts("full"))).isInstanceOf(AttemptLogException.class);

    LimitedDisk.full(false);

    written("after");
  }

  private void written(String name) {
    await()
        .atMost(Duration.ofSeconds(60))
        // Until H2 has let go of the file it gave up.
        .ignoreExceptionsInstanceOf(AttemptLogException.class)
        .untilAsserted(
            () -> {
              log.write(attempts(name));
              assertThat(log.attempts(name + "-1")).hasSize(1);
            });
  }

  private static List<AttemptRecord> attempts(String name) {
    return IntStream.range(0, 50).mapToObj(i -> Attempts.failed(name + "-" + i, 1, NOON)).toList();
  }
}
