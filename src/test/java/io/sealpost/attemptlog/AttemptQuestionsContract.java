package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the attempt log answers, whatever its database. Each test has an empty table. */
abstract class AttemptQuestionsContract {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  JdbcAttemptLog log;

  /** Of the database under test. */
  abstract DatabaseSettings settings();

  /** Past the log. */
  abstract Connection connect() throws SQLException;

  @BeforeEach
  void open() throws Exception {
    log = JdbcAttemptLog.of(settings());
    log.find(AttemptFilter.all(), 1, Optional.empty());
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("DELETE FROM attempt");
      statement.execute("DELETE FROM audit");
    }
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void eachFilterFindsItsOwn() throws Exception {
    log.write(
        List.of(
            Attempts.failed("del_1", 1, NOON),
            Attempts.delivered("del_2", 1, NOON.plusSeconds(1)),
            Attempts.refused("del_3", NOON.plusSeconds(2))));
    AttemptFilter all = AttemptFilter.all();

    assertThat(ids(all)).containsExactly("del_3", "del_2", "del_1");
    assertThat(ids(all.activation("welcome"))).containsExactly("del_2", "del_1");
    assertThat(ids(all.outcome("retry"))).containsExactly("del_1");
    assertThat(ids(all.status(503))).containsExactly("del_1");
    assertThat(ids(all.event("user.created"))).containsExactly("del_2", "del_1");
    assertThat(ids(all.eventId("evt-del_2"))).containsExactly("del_2");
    assertThat(ids(all.journey("onboarding"))).containsExactly("del_2", "del_1");
    assertThat(ids(all.deliveryId("del_3"))).containsExactly("del_3");
    assertThat(ids(all.activation("welcome").outcome("dead"))).isEmpty();
    assertThat(ids(all.activation("welcome").outcome("delivered").status(200)))
        .containsExactly("del_2");
    // Its retry is due ten seconds later.
    assertThat(ids(all.nextAttemptSince(NOON.plusSeconds(10)))).containsExactly("del_1");
    assertThat(ids(all.nextAttemptSince(NOON.plusSeconds(11)))).isEmpty();
    // The first moment is in, the last is not.
    assertThat(ids(all.since(NOON.plusSeconds(1)).until(NOON.plusSeconds(2))))
        .containsExactly("del_2");
  }

  @Test
  void pagesFollowEachOtherWhateverIsWrittenInBetween() throws Exception {
    // Several share a time: the row decides between them.
    List<AttemptRecord> attempts =
        IntStream.range(0, 10)
            .mapToObj(i -> Attempts.failed("del_" + i, 1, NOON.plusSeconds(i / 4)))
            .toList();
    log.write(attempts);

    AttemptPage page = log.find(AttemptFilter.all(), 3, Optional.empty());
    List<String> seen = new ArrayList<>(idsOf(page));
    log.write(List.of(Attempts.failed("del_new", 1, NOON.plusSeconds(60))));
    while (page.next().isPresent()) {
      AttemptCursor cursor = AttemptCursor.of(page.next().get().toString());
      page = log.find(AttemptFilter.all(), 3, Optional.of(cursor));
      seen.addAll(idsOf(page));
    }

    assertThat(seen)
        .containsExactly(
            "del_9", "del_8", "del_7", "del_6", "del_5", "del_4", "del_3", "del_2", "del_1",
            "del_0");
  }

  @Test
  void thePageThatHoldsTheLastIsTheLast() throws Exception {
    log.write(List.of(Attempts.failed("del_1", 1, NOON), Attempts.failed("del_2", 1, NOON)));

    assertThat(log.find(AttemptFilter.all(), 2, Optional.empty()).next()).isEmpty();
    assertThat(log.find(AttemptFilter.all(), 1, Optional.empty()).next()).isPresent();
    assertThatThrownBy(() -> AttemptCursor.of("1; DROP TABLE attempt"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void statisticsCountByActivationAndBucket() throws Exception {
    List<AttemptRecord> attempts = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      attempts.add(Attempts.lasting("del_" + i, i, NOON));
    }
    attempts.add(Attempts.failed("del_f", 1, NOON));
    attempts.add(Attempts.failed("del_g", 1, NOON.plus(Duration.ofHours(1))));
    attempts.add(Attempts.refused("del_r", NOON));
    log.write(attempts);

    List<AttemptStatistics> all = log.statistics(AttemptFilter.all(), Optional.empty());
    assertThat(all).extracting(AttemptStatistics::activation).containsExactly("", "welcome");
    AttemptStatistics welcome = all.get(1);
    assertThat(welcome.from()).isNull();
    assertThat(welcome.attempts()).isEqualTo(102);
    assertThat(welcome.delivered()).isEqualTo(100);
    assertThat(welcome.retried()).isEqualTo(2);
    assertThat(welcome.successRate()).isEqualTo(100.0 / 102);
    assertThat(welcome.errors()).isEqualTo(Map.of("http-status 503", 2L));
    assertThat(welcome.p50Ms()).isBetween(50L, 52L);
    assertThat(welcome.p99Ms()).isBetween(99L, 100L);
    assertThat(all.get(0).p50Ms()).isNull();

    List<AttemptStatistics> hourly =
        log.statistics(AttemptFilter.all().activation("welcome"), Optional.of(3_600L));
    assertThat(hourly)
        .extracting(AttemptStatistics::from)
        .containsExactly(
            Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-01T13:00:00Z"));
    assertThat(hourly).extracting(AttemptStatistics::attempts).containsExactly(101L, 1L);
  }

  @Test
  void everyRowIsOnOnePageAlsoWhereOneMomentHasSeveral() throws Exception {
    for (int batch = 0; batch < 10; batch++) {
      List<AttemptRecord> attempts = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        int number = batch * 500 + i;
        attempts.add(Attempts.failed("del_" + number, 1, NOON.plusMillis(number / 3)));
      }
      log.write(attempts);
    }

    List<String> ids = new ArrayList<>();
    Optional<AttemptCursor> next = Optional.empty();
    do {
      // Three a millisecond: most pages end in the middle of one.
      AttemptPage page = log.find(AttemptFilter.all().activation("welcome"), 1_000, next);
      ids.addAll(idsOf(page));
      next = page.next();
    } while (next.isPresent());
    assertThat(ids).hasSize(5_000).doesNotHaveDuplicates();
  }

  final List<String> ids(AttemptFilter filter) throws AttemptLogException {
    return idsOf(log.find(filter, 100, Optional.empty()));
  }

  private static List<String> idsOf(AttemptPage page) {
    return page.attempts().stream().map(attempt -> attempt.delivery().id()).toList();
  }
}
