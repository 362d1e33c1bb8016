package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.signature.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The database is there, and takes long until its tables are up to date. */
@Timeout(180)
class DatabaseOpeningTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aDatabaseThatIsBeingOpenedIsNotToldToBeDown() throws Exception {
    Logger observe = (Logger) LoggerFactory.getLogger("io.sealpost.observe");
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    observe.addAppender(told);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Connection other = postgres.getPostgresDatabase().getConnection();
        SealpostFixture sealpost = new SealpostFixture(folder)) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      try (JdbcAttemptLog log =
          JdbcAttemptLog.of(new DatabaseSettings(url, "postgres", Secret.of("postgres")))) {
        log.ping();
      }
      other.setAutoCommit(false);
      try (Statement lock = other.createStatement()) {
        // As another instance does that changes the tables.
        lock.execute("LOCK TABLE sealpost_schema IN ACCESS EXCLUSIVE MODE");
      }
      sealpost
          .setting("sealpost.database.url", url)
          .setting("sealpost.database.userName", "postgres")
          .setting("sealpost.database.password", "postgres")
          .start();
      ObservePage page = new ObservePage(sealpost);

      JsonNode opening = database(page);
      assertThat(opening.path("status").asText()).isEqualTo("DOWN");
      assertThat(opening.path("message").asText())
          .contains("is being opened", "troubleshooting: attempt-log");
      assertThat(page.health("/ready").statusCode()).isEqualTo(503);
      assertThat(page.health("/live").statusCode()).isEqualTo(200);
      assertThat(page.scrape().value("sealpost_database_up")).isZero();

      other.rollback();
      await().atMost(LIMIT).until(() -> database(page).path("status").asText().equals("UP"));
      assertThat(told.list)
          .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
          .isEmpty();
    } finally {
      observe.detachAppender(told);
    }
  }

  private static JsonNode database(ObservePage page) throws Exception {
    JsonNode health = new ObjectMapper().readTree(page.health("").body());
    for (JsonNode check : health.path("checks")) {
      if (check.path("name").asText().equals("database")) {
        return check;
      }
    }
    throw new AssertionError("No check of the database in " + health);
  }
}
