package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which index H2 reads a list from, with everything that can be asked together. */
class AttemptIndexTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** Of 6,000 rows, all of them old, one in 500 is rare. */
  private static final int ROWS = 6_000;

  private static final int PAGE = 20;

  @TempDir static Path data;
  private static JdbcAttemptLog log;
  private static Connection connection;
  private static List<AttemptRecord> attempts;

  @BeforeAll
  static void fill() throws Exception {
    DatabaseSettings settings = DatabaseSettings.file(data);
    log = JdbcAttemptLog.of(settings);
    attempts = IntStream.range(0, ROWS).mapToObj(AttemptIndexTest::attempt).toList();
    log.write(attempts);
    connection = DriverManager.getConnection(settings.url(), settings.userName(), "");
  }

  @AfterAll
  static void close() throws Exception {
    connection.close();
    log.close();
  }

  @Test
  void everyListIsReadFromTheEndOfItsIndexAndNeverSorted() throws Exception {
    AttemptCursor middle = new AttemptCursor(NOON.plusSeconds(ROWS / 2), Long.MAX_VALUE);
    for (AttemptFilter filter : everythingAskedTogether()) {
      for (AttemptFilter page : List.of(filter, filter.behind(middle))) {
        AttemptIndex index = AttemptIndex.choose(connection, page);

        assertThat(plan(page, index))
            .containsPattern("attempt_by_" + name(index) + "(:| \\*/)")
            .contains("/* index sorted */");
      }
    }
  }

  @Test
  void anIdIsLookedForInTheIndexOfEachChunk() throws Exception {
    AttemptFilter delivery = AttemptFilter.all().deliveryId("del_1");
    AttemptFilter event = AttemptFilter.all().eventId("evt_1").activation("welcome");

    assertThat(plan(delivery, AttemptIndex.choose(connection, delivery)))
        .contains("attempt_by_chunk_delivery_id");
    assertThat(plan(event, AttemptIndex.choose(connection, event)))
        .contains("attempt_by_chunk_event_id");
  }

  @Test
  void everyListHasTheRowsThatAreAsAsked() throws Exception {
    for (AttemptFilter filter : everythingAskedTogether()) {
      List<String> expected =
          attempts.stream()
              .filter(one -> fits(one, filter))
              .sorted(Comparator.comparing(AttemptRecord::startedAt).reversed())
              .limit(PAGE)
              .map(AttemptIndexTest::id)
              .toList();

      assertThat(log.find(filter, PAGE, Optional.empty()).attempts())
          .extracting(AttemptIndexTest::id)
          .isEqualTo(expected);
    }
  }

  @Test
  void aListIsReadFromTheRarestThatIsAsked() throws Exception {
    AttemptFilter welcome = AttemptFilter.all().activation("welcome");

    assertThat(chosen(welcome)).containsExactly("activation");
    assertThat(chosen(welcome.status(418))).containsExactly("status");
    assertThat(chosen(welcome.event("rare").status(200))).containsExactly("activation", "event");
    assertThat(chosen(AttemptFilter.all().outcome("delivered").status(503)))
        .containsExactly("status");
    assertThat(chosen(AttemptFilter.all().journey("onboarding").event("rare")))
        .containsExactly("event");
    // None has few: success is what most rows have.
    assertThat(chosen(AttemptFilter.all().journey("onboarding").status(200)))
        .containsExactly("journey");
    // Of a rare journey there are fewer than of what usually has fewer.
    assertThat(chosen(AttemptFilter.all().event("created").journey("pilot")))
        .containsExactly("journey");
    assertThat(chosen(welcome.outcome("delivered").journey("pilot")))
        .containsExactly("activation", "journey");
    assertThat(chosen(AttemptFilter.all())).isEmpty();
  }

  private static List<String> chosen(AttemptFilter filter) throws Exception {
    return AttemptIndex.choose(connection, filter).leading();
  }

  /** Each of the five columns with a frequent value, with a rare one, and not at all. */
  private static List<AttemptFilter> everythingAskedTogether() {
    List<AttemptFilter> filters = List.of(AttemptFilter.all());
    filters = each(filters, AttemptFilter::activation, "welcome", "tiny");
    filters = each(filters, AttemptFilter::event, "created", "rare");
    filters = each(filters, AttemptFilter::journey, "onboarding", "pilot");
    filters = each(filters, AttemptFilter::outcome, "delivered", "dead");
    return each(filters, AttemptFilter::status, 200, 418);
  }

  private static <T> List<AttemptFilter> each(
      List<AttemptFilter> filters,
      BiFunction<AttemptFilter, T, AttemptFilter> ask,
      T one,
      T other) {
    return filters.stream()
        .flatMap(filter -> Stream.of(filter, ask.apply(filter, one), ask.apply(filter, other)))
        .toList();
  }

  private static AttemptRecord attempt(int i) {
    boolean rare = i < ROWS / 2 && i % 250 == 0;
    return Attempts.mixed(
        "del_" + i,
        rare ? "tiny" : i % 10 == 1 ? "goodbye" : "welcome",
        rare ? "rare" : i % 3 == 0 ? "updated" : "created",
        rare ? "pilot" : i % 7 == 0 ? "loyalty" : "onboarding",
        rare ? "dead" : i % 20 == 3 ? "retry" : "delivered",
        rare ? 418 : i % 20 == 3 ? 503 : 200,
        NOON.plusSeconds(i));
  }

  private static boolean fits(AttemptRecord attempt, AttemptFilter filter) {
    return filter.values().entrySet().stream()
        .allMatch(
            asked ->
                asked
                    .getValue()
                    .equals(
                        switch (asked.getKey()) {
                          case "activation" -> attempt.delivery().activation();
                          case "event" -> attempt.delivery().event();
                          case "journey" -> attempt.delivery().journey();
                          case "outcome" -> attempt.outcome();
                          default -> attempt.status();
                        }));
  }

  private static String plan(AttemptFilter filter, AttemptIndex index) throws Exception {
    String sql = "EXPLAIN " + AttemptQueries.select(filter, index);
    try (PreparedStatement explain = connection.prepareStatement(sql)) {
      explain.setInt(filter.bind(explain, 1), 101);
      try (ResultSet row = explain.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static String name(AttemptIndex index) {
    return index.leading().isEmpty() ? "time" : String.join("_", index.leading());
  }

  private static String id(AttemptRecord attempt) {
    return attempt.delivery().id();
  }
}
