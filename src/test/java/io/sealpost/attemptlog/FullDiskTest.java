package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealpost.signature.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.h2.store.fs.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** H2 whose disk is full gives up its file, and has to be opened anew. */
@Tag("slow")
@Timeout(120)
class FullDiskTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final String FILE = "limited:memFS:attempts";

  /** The header of H2's file; HalfMadeTablesTest has half of one. */
  private static final long FIRST_BYTES = 8 * 1024;

  private static final long MORE_BYTES = 80 * 1024;

  private JdbcAttemptLog log;

  @BeforeEach
  void open() {
    LimitedDisk.mount();
    log = newLog("");
  }

  @AfterEach
  void close() {
    LimitedDisk.mount();
    log.close();
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

  @Test
  void tablesThatDidNotGetOntoTheDiskAreMadeAgain() throws Exception {
    log.ping();
    LimitedDisk.full(true);
    assertThatThrownBy(() -> log.write(attempts("full"))).isInstanceOf(AttemptLogException.class);

    LimitedDisk.full(false);

    written("after");
  }

  /** Each statement is written before the next one begins, and fails where the disk ends. */
  @Test
  void tablesThatFitOntoTheDiskInPartAreMadeWhenThereIsRoomAgain() {
    int ends = 0;
    while (!fitsOn(FIRST_BYTES + ends * MORE_BYTES)) {
      LimitedDisk.room(Long.MAX_VALUE);
      written("after");
      ends++;
    }
    assertThat(ends).isGreaterThan(3);
  }

  /** Of each try that fails Flyway keeps one or two connections: soon all there are. */
  @Test
  void howeverOftenTablesCouldNotBeMadeTheyAreWhenThereIsRoomAgain() {
    assertThat(fitsOn(4 * FIRST_BYTES)).isFalse();
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(() -> log.write(attempts("full"))).isInstanceOf(AttemptLogException.class);
    }

    LimitedDisk.room(Long.MAX_VALUE);

    written("after");
  }

  private boolean fitsOn(long bytes) {
    log.close();
    LimitedDisk.room(bytes);
    log = newLog(";WRITE_DELAY=0");
    try {
      log.write(attempts("full"));
      return true;
    } catch (AttemptLogException e) {
      return false;
    }
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

  private static JdbcAttemptLog newLog(String options) {
    FileUtils.delete(FILE + ".mv.db");
    return JdbcAttemptLog.of(
        new DatabaseSettings(
            "jdbc:h2:" + FILE + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE" + options,
            "sealpost",
            Secret.of("")));
  }

  private static List<AttemptRecord> attempts(String name) {
    return IntStream.range(0, 50).mapToObj(i -> Attempts.failed(name + "-" + i, 1, NOON)).toList();
  }
}
