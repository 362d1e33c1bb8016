package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.signature.Secret;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.store.fs.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A first start that is cut off leaves an H2 file with which the next one makes all tables. */
@Tag("slow")
@Timeout(120)
class HalfMadeTablesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** Tables, columns, constraints and indexes. Flyway's own table is its own affair. */
  private static final String SCHEMA =
      """
      SELECT line FROM (
        SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable AS line
          FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT table_name || ' ' || constraint_type FROM information_schema.table_constraints
          WHERE table_schema = 'public'
        UNION ALL
        SELECT table_name || ' ' || index_name || ' ' || ordinal_position || ' ' || column_name
          FROM information_schema.index_columns
          WHERE table_schema = 'public' AND index_name LIKE '%_by_%')
      WHERE line NOT LIKE 'sealpost_schema %' ORDER BY line
      """;

  private static final String VERSIONS =
      "SELECT version FROM sealpost_schema WHERE version IS NOT NULL";

  /** In memory: what is on the disk is what was written. */
  private static final String FILE = "memFS:attempts";

  /** About; the file grows with each statement until then. */
  private static final long ALL_TABLES_BYTES = 400 * 1024;

  private static final DatabaseSettings SETTINGS = h2(FILE);

  private List<String> whole;

  @BeforeEach
  void makeWholeTables() throws Exception {
    FileUtils.delete(FILE + ".mv.db");
    whole = writtenTo(SETTINGS);
  }

  /** Each statement, of ours and of Flyway's, is in the file before the next one begins. */
  @Test
  void afterAKillBehindAnyWriteToItsFileTheNextStartMakesAllTables() throws Exception {
    List<byte[]> files = RecordedFile.whileMaking(h2("rec:memFS:recorded;WRITE_DELAY=0"));
    assertThat(files).hasSizeGreaterThan(20);

    for (int cut = 0; cut < files.size(); cut++) {
      try (OutputStream file = FileUtils.newOutputStream(FILE + ".mv.db", false)) {
        file.write(files.get(cut));
      }
      assertThat(writtenTo(SETTINGS)).as("killed behind write %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void aMigrationThatFailedIsMadeAgain() throws Exception {
    for (String version : column(SETTINGS, VERSIONS)) {
      try (Connection connection = connect(SETTINGS);
          Statement statement = connection.createStatement()) {
        statement.execute("DELETE FROM sealpost_schema WHERE version > '" + version + "'");
        statement.execute(
            "UPDATE sealpost_schema SET success = FALSE WHERE version = '" + version + "'");
      }

      assertThat(writtenTo(SETTINGS)).as("failed in version %s", version).isEqualTo(whole);
      assertThat(column(SETTINGS, VERSIONS + " AND success")).contains(version);
    }
  }

  /** A disk may have room for half of it. */
  @Test
  void aFileThatEndsWithinItsHeaderIsMadeAnew(@TempDir Path data) throws Exception {
    List<byte[]> files = RecordedFile.whileMaking(h2("rec:memFS:header"));
    DatabaseSettings settings = DatabaseSettings.file(data);
    Files.write(settings.file().orElseThrow(), Arrays.copyOf(files.get(0), 4096));

    try (JdbcAttemptLog log = JdbcAttemptLog.of(settings)) {
      log.ping();
    }
  }

  @RepeatedTest(3)
  void afterAKillAnywhereInTheMigrationsTheNextStartMakesAllTables(@TempDir Path data)
      throws Exception {
    DatabaseSettings settings = DatabaseSettings.file(data);
    DatabaseSettings atOnce =
        new DatabaseSettings(settings.url() + ";WRITE_DELAY=0", "sealpost", Secret.of(""));
    File file = settings.file().orElseThrow().toFile();
    long bytes = new Random().nextLong(ALL_TABLES_BYTES);
    Process first = KilledAudit.start(atOnce);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> file.length() > bytes || !first.isAlive());
    first.destroyForcibly().waitFor();

    assertThat(writtenTo(settings)).as("killed with %d bytes written", bytes).isEqualTo(whole);
  }

  /** The schema of a log that takes each attempt once. */
  private static List<String> writtenTo(DatabaseSettings settings) throws Exception {
    AttemptRecord attempt = Attempts.failed("del_1", 1, NOON);
    try (JdbcAttemptLog log = JdbcAttemptLog.of(settings)) {
      log.write(List.of(attempt));
      log.write(List.of(attempt));
      assertThat(log.attempts("del_1")).containsExactly(attempt);
      return column(settings, SCHEMA);
    }
  }

  private static List<String> column(DatabaseSettings settings, String query) throws SQLException {
    try (Connection connection = connect(settings);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  private static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.userName(), "");
  }

  private static DatabaseSettings h2(String name) {
    return new DatabaseSettings(
        "jdbc:h2:" + name + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "sealpost", Secret.of(""));
  }
}
