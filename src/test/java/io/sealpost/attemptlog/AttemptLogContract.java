package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the attempt log keeps, and for how long, whatever its database; and what it answers. */
abstract class AttemptLogContract extends AttemptQuestionsContract {
  @Test
  void anEntryOfTheAuditIsOneRowInWhateverOrderItComesAndHoweverOften() throws Exception {
    AuditEntry begun =
        new AuditEntry(
            0, NOON, "activation.pause", "welcome", "{}", "begun", null, null, "n", "127.0.0.1");
    AuditEntry ended = begun.ended(NOON.plusSeconds(1), "failed", "why");

    for (AuditEntry entry : List.of(begun, begun, ended, begun)) {
      log.audit().write(entry);
    }
    assertThat(log.audit().find(Long.MAX_VALUE, 10))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
        .containsExactly(ended);

    AuditEntry other = ended.ended(NOON.plusSeconds(2), "done", null);
    log.audit().write(other);
    assertThat(log.audit().find(Long.MAX_VALUE, 10).get(0).outcome()).isEqualTo("done");
  }

  @Test
  void migrationsThatRunOnceMoreChangeNothingAndLoseNoRow() throws Exception {
    AttemptRecord attempt = Attempts.failed("del_1", 1, NOON);
    log.write(List.of(attempt));
    log.close();
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("DELETE FROM sealpost_schema WHERE version > '0'"))
          .isPositive();
    }

    log = JdbcAttemptLog.of(settings());

    log.write(List.of(attempt));
    assertThat(log.attempts("del_1")).containsExactly(attempt);
  }

  @Test
  void everyColumnComesBackAsItWasWritten() throws Exception {
    AttemptRecord failed = Attempts.failed("del_1", 1, NOON);
    AttemptRecord refused = Attempts.refused("del_2", NOON);

    log.write(List.of(failed, refused));

    assertThat(log.attempts("del_1")).containsExactly(failed);
    assertThat(log.attempts("del_2")).containsExactly(refused);
    assertThat(log.attempts("del_3")).isEmpty();
  }

  @Test
  void aRecordWrittenTwiceIsOneRow() throws Exception {
    AttemptRecord first = Attempts.failed("del_1", 1, NOON);
    AttemptRecord second = Attempts.delivered("del_1", 2, NOON.plusSeconds(10));

    log.write(List.of(first, first));
    log.write(List.of(first, second));

    assertThat(log.attempts("del_1")).containsExactly(first, second);
  }

  @Test
  void twoMessagesWithOneIdHaveTheirOwnRows() throws Exception {
    AttemptRecord one = Attempts.failed("del_1", 1, NOON);
    AttemptRecord other = Attempts.failed("del_1", 1, NOON.plusSeconds(1));

    log.write(List.of(other, one));

    assertThat(log.attempts("del_1")).containsExactly(one, other);
  }

  @Test
  @Tag("slow")
  void anIdIsFoundHoweverManyRowsCameBehindIt() throws Exception {
    log.write(List.of(Attempts.failed("del_first", 1, NOON)));
    for (int from = 0; from < 40_000; from += 1_000) {
      log.write(
          IntStream.range(from, from + 1_000)
              .mapToObj(i -> Attempts.delivered("del_" + i, 1, NOON.plusMillis(i)))
              .toList());
    }
    log.close();
    log = JdbcAttemptLog.of(settings());
    log.write(List.of(Attempts.failed("del_last", 1, NOON.plusSeconds(60))));

    assertThat(chunks()).isGreaterThan(2);
    for (String id : List.of("del_first", "del_0", "del_20000", "del_39999", "del_last")) {
      assertThat(log.attempts(id)).extracting(one -> one.delivery().id()).containsExactly(id);
      assertThat(log.find(AttemptFilter.all().deliveryId(id), 10, Optional.empty()).attempts())
          .isEqualTo(log.attempts(id));
      assertThat(log.statistics(AttemptFilter.all().deliveryId(id), Optional.empty())).hasSize(1);
    }
    log.deleteBefore(NOON.plusSeconds(50));
    assertThat(chunks()).isEqualTo(1);
    assertThat(log.attempts("del_first")).isEmpty();
    assertThat(log.attempts("del_last")).hasSize(1);
  }

  @Test
  void anInstanceThatWroteNothingForLongGoesOnWhereTheOthersAre() throws Exception {
    log.write(List.of(Attempts.failed("del_first", 1, NOON)));
    try (JdbcAttemptLog busy = JdbcAttemptLog.of(settings())) {
      for (int from = 0; from < 20_000; from += 1_000) {
        busy.write(
            IntStream.range(from, from + 1_000)
                .mapToObj(i -> Attempts.delivered("del_" + i, 1, NOON.plusMillis(i)))
                .toList());
      }
      busy.deleteBefore(NOON.plusMillis(19_999));
    }

    log.write(List.of(Attempts.failed("del_late", 1, NOON.plusSeconds(60))));

    // A chunk of its own, which the others hold for empty, could be deleted while it writes.
    assertThat(chunks()).isEqualTo(1);
    assertThat(log.attempts("del_late")).hasSize(1);
  }

  private int chunks() throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM attempt_chunk")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void theSameIdOfAnotherActivationOrReplayIsAnotherRow() throws Exception {
    AttemptRecord welcome = Attempts.of("del_1", "welcome", 0, 1, NOON);
    AttemptRecord goodbye = Attempts.of("del_1", "goodbye", 0, 1, NOON);
    AttemptRecord replayed = Attempts.of("del_1", "welcome", 1, 1, NOON);

    log.write(List.of(welcome, goodbye, replayed));

    assertThat(log.attempts("del_1")).containsExactly(goodbye, welcome, replayed);
  }

  @Test
  void textThatNoDatabaseKeepsIsReplacedAndHoldsUpNothing() throws Exception {
    log.write(List.of(Attempts.answering("del_1", "a\0b\ud800c\ud83d\ude00")));

    assertThat(log.attempts("del_1").get(0).call().response())
        .isEqualTo("a\ufffdb\ufffdc\ud83d\ude00");
  }

  @Test
  void aStopCutsADeletionShort() throws Exception {
    writeOld(2_500);
    log.stopDeleting();

    assertThat(log.deleteBefore(NOON)).isEqualTo(1_000);
    assertThat(log.find(AttemptFilter.all(), 1, Optional.empty()).attempts()).hasSize(1);
  }

  @Test
  void whatIsOlderThanTheRetentionGoesAndTheRestStays() throws Exception {
    writeOld(2_500);
    log.write(List.of(Attempts.failed("del_new", 1, NOON)));

    // Exactly then still stays; what began before goes.
    assertThat(log.deleteBefore(NOON)).isEqualTo(2_500);

    assertThat(ids(AttemptFilter.all())).containsExactly("del_new");
  }

  @Test
  void theViewHasTreasureDatasColumns() throws Exception {
    log.write(List.of(Attempts.failed("del_1", 1, NOON)));

    try (Connection connection = connect();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM activations")) {
      ResultSetMetaData columns = row.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnLabel(i));
      }
      assertThat(names)
          .containsExactly(
              "time",
              "delivered",
              "status",
              "timestamp",
              "activation_type",
              "journey_name",
              "activation_name",
              "rid",
              "error",
              "activation_id",
              "event_id",
              "response");
      assertThat(row.next()).isTrue();
      assertThat(row.getLong("time")).isEqualTo(NOON.getEpochSecond());
      assertThat(row.getBoolean("delivered")).isFalse();
      assertThat(row.getInt("status")).isEqualTo(503);
      assertThat(row.getString("rid")).isEqualTo("del_1");
      assertThat(row.getString("activation_name")).isEqualTo("welcome");
    }
  }

  private void writeOld(int rows) throws Exception {
    List<AttemptRecord> old = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      old.add(Attempts.failed("del_old_" + i, 1, NOON.minus(Duration.ofDays(31)).plusMillis(i)));
    }
    log.write(old);
  }
}
