package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sealpost.broker.HeldBackException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A writer that is stopped holds its records back, and blames no database. */
@Timeout(60)
class AttemptLogStopTest {
  /** Should it be waited for, the test runs into its limit. */
  private static final Duration LONG = Duration.ofHours(1);

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.sealpost.attemptlog");
  private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

  @TempDir private Path folder;
  private JdbcAttemptLog log;

  @BeforeEach
  void start() throws IOException {
    log = JdbcAttemptLog.of(DatabaseSettings.file(folder));
    warnings.start();
    logger.addAppender(warnings);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(warnings);
    log.close();
  }

  @Test
  void anInterruptedWriterIsSilentAndStaysInterrupted() {
    AttemptBatch batch = batch(log);

    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(HeldBackException.class).isThrownBy(batch::beforeCommit);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(warnings.list).isEmpty();
    assertThat(batch.heldBackSince()).isEmpty();
  }

  @Test
  void aWriterThatFailsAfterTheEndOfTheWaitIsSilent() {
    AttemptBatch batch = batch(log);
    batch.close();
    log.close();

    assertThatExceptionOfType(HeldBackException.class).isThrownBy(batch::beforeCommit);

    assertThat(warnings.list).isEmpty();
  }

  @Test
  void aReasonIsNeverNull() {
    assertThat(new AttemptLogException("Not written", new SQLException("outer", new Error())))
        .hasMessage("Not written: outer");
    assertThat(new AttemptLogException("Not written", new SQLException((String) null)))
        .hasMessage("Not written: SQLException");
  }

  private static AttemptBatch batch(JdbcAttemptLog log) {
    AttemptBatch batch = new AttemptBatch(log, 500, Clock.systemUTC(), LONG);
    batch.begin();
    batch.add(AttemptJson.write(Attempts.failed("del_1", 1, Instant.EPOCH)));
    return batch;
  }
}
