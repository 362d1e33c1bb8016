package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(240)
class KilledAuditTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** Each time the room is elsewhere: with 2.5.252 the third to fifth row was not there. */
  private static final int KILLS = 5;

  @TempDir Path data;

  @Test
  void aRowOfTheAuditOutlivesAKillRightBehindIt() throws Exception {
    killedBehindARow();

    assertThat(rows()).isEqualTo(1);
  }

  /** Then H2 puts what is new in the middle of its file, where H2 2.5.252 does not look again. */
  @Test
  void soItDoesInAFileWithRoomInBetween() throws Exception {
    try (JdbcAttemptLog log = JdbcAttemptLog.of(DatabaseSettings.file(data))) {
      for (int batch = 0; batch < 20; batch++) {
        log.write(attempts(batch * 500, 500));
      }
      log.deleteBefore(NOON.plusSeconds(60));
    }

    for (int kill = 1; kill <= KILLS; kill++) {
      killedBehindARow();
      assertThat(rows()).isEqualTo(kill);
    }
  }

  private void killedBehindARow() throws Exception {
    assertThat(KilledAudit.start(DatabaseSettings.file(data)).waitFor()).isEqualTo(9);
  }

  private int rows() throws Exception {
    try (JdbcAttemptLog log = JdbcAttemptLog.of(DatabaseSettings.file(data))) {
      return log.audit().find(Long.MAX_VALUE, 10).size();
    }
  }

  private static List<AttemptRecord> attempts(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> Attempts.failed("del_" + i, 1, NOON))
        .toList();
  }
}
