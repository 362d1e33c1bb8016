package io.sealpost;

import io.sealpost.attemptlog.AttemptBatch;
import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.attemptlog.LogAttemptProcessor;
import io.sealpost.broker.Handover;
import io.sealpost.broker.TransactedListenerContainerFactory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempt log of a running Sealpost: what writes it, and what deletes the old of it. */
final class AttemptLogging implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptLogging.class);

  /** Between two tries while the database is down. */
  private static final Duration BRAKE = Duration.ofSeconds(1);

  /** The first time: an instance that restarts often still deletes what is old. */
  private static final Duration FIRST_RETENTION = Duration.ofMinutes(1);

  private final JdbcAttemptLog log;
  private final AttemptBatch batch;
  private final int recordsPerTransaction;
  private final Duration retention;
  private final Duration retentionInterval;
  private final Clock clock;

  AttemptLogging(RuntimeSettings settings, Clock clock) throws StartException, IOException {
    recordsPerTransaction = settings.recordsPerTransaction();
    retention = settings.retention();
    retentionInterval = settings.retentionInterval();
    log = JdbcAttemptLog.of(settings.database());
    batch = new AttemptBatch(log, recordsPerTransaction, clock, BRAKE);
    this.clock = clock;
  }

  JdbcAttemptLog log() {
    return log;
  }

  /** The beans that {@code log-attempts} names. */
  void bind(Registry registry, Handover handover) {
    registry.bind(
        "attemptTransactions",
        new TransactedListenerContainerFactory(handover, recordsPerTransaction, batch));
    registry.bind("logAttempt", new LogAttemptProcessor(batch, handover));
  }

  void startRetention(ScheduledExecutorService executor) {
    long every = retentionInterval.toMillis();
    var unused =
        executor.scheduleWithFixedDelay(
            this::deleteOld,
            Math.min(FIRST_RETENTION.toMillis(), every),
            every,
            TimeUnit.MILLISECONDS);
  }

  private void deleteOld() {
    try {
      long deleted = log.deleteBefore(clock.instant().minus(retention));
      if (deleted > 0) {
        LOG.info("{} attempts older than {} are deleted from the log", deleted, retention);
      }
    } catch (AttemptLogException e) {
      LOG.warn("{}. Tried again in {}", e.getMessage(), retentionInterval);
    } catch (RuntimeException e) {
      // Thrown on, it would end the schedule.
      LOG.error("Old attempts cannot be deleted. Tried again in {}", retentionInterval, e);
    }
  }

  /** Returns where the database answers. */
  void ping() throws AttemptLogException {
    log.ping();
  }

  /** While it is, a late answer means nothing. */
  boolean isOpening() {
    return log.isOpening();
  }

  /** When the oldest attempt whose record cannot be written began. */
  Optional<Instant> heldBackSince() {
    return batch.heldBackSince();
  }

  /**
   * Lets a writer that waits for its database go: what it holds is rolled back to its queue. Cuts a
   * deletion short.
   */
  void stopWaiting() {
    batch.close();
    log.stopDeleting();
  }

  @Override
  public void close() {
    batch.close();
    log.close();
  }
}
