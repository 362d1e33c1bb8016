package io.sealpost.attemptlog;

import io.sealpost.broker.HeldBackException;
import io.sealpost.broker.Refusal;
import io.sealpost.broker.Settlement;
import io.sealpost.broker.SharedWork;
import io.sealpost.deadletter.DeadLetter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one broker transaction on their way into the database: committed there first, on
 * the broker then. Killed in between, they come back and are no second rows. While the database is
 * down they stay in their queue.
 */
public final class AttemptBatch implements SharedWork, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("io.sealpost.attemptlog");

  /**
   * A commit brings a page of each index onto the disk, however few the rows: of H2's processor
   * time it is the largest part. Rows are there for the eye, which does not see so little time.
   */
  private static final Duration INTERVAL = Duration.ofMillis(200);

  /** Where records that no database takes are remembered until they come back. */
  private static final int MAX_REFUSED = 1_000;

  private final JdbcAttemptLog log;
  private final int maxRecords;
  private final Clock clock;
  private final Duration brake;

  // Not static: two contexts in one JVM share nothing. begin() always makes a new one.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Shared> current = ThreadLocal.withInitial(Shared::new);

  /** By the first record of each message. */
  private final Set<AttemptRecord> refused = ConcurrentHashMap.newKeySet();

  private final AtomicReference<@Nullable Instant> heldBack = new AtomicReference<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param maxRecords of one transaction; what comes with the last of them in one message is added
   * @param brake the wait between two tries while the database is down
   */
  public AttemptBatch(JdbcAttemptLog log, int maxRecords, Clock clock, Duration brake) {
    this.log = log;
    this.maxRecords = maxRecords;
    this.clock = clock;
    this.brake = brake;
  }

  @Override
  public void begin() {
    current.set(new Shared());
  }

  /**
   * The records of one message, a line each. Where one of them is none, the message goes to the
   * dead queue.
   */
  Settlement add(String lines) {
    List<AttemptRecord> attempts;
    try {
      attempts = lines.lines().map(AttemptJson::read).toList();
    } catch (IllegalArgumentException e) {
      LOG.debug("A message on the queue of records is none", e);
      return dead("unreadable-record", "Not a record of an attempt: who sent it?");
    }
    if (attempts.isEmpty()) {
      return dead("unreadable-record", "Not a record of an attempt, but empty");
    }
    if (!refused.remove(attempts.get(0))) {
      current.get().add(attempts);
      return Settlement.done();
    }
    return attempts.size() == 1
        ? dead("unwritable-record", "The database refuses this record: see the log")
        : apart(attempts);
  }

  /** Each comes again in a message of its own: then it is clear which one is refused. */
  private static Settlement apart(List<AttemptRecord> attempts) {
    return Settlement.done().with(attempts.stream().map(AttemptJson::message).toList());
  }

  /** One entry of the audit more; what is none goes to the dead queue. */
  Settlement addAudit(String json) {
    try {
      current.get().add(AuditJson.read(json));
    } catch (IllegalArgumentException e) {
      LOG.debug("A message on the queue of records is no entry of the audit", e);
      return dead("unreadable-record", "Not an entry of the audit: who sent it?");
    }
    return Settlement.done();
  }

  @Override
  public boolean isFull() {
    return current.get().attempts.size() >= maxRecords;
  }

  @Override
  public void beforeCommit() throws HeldBackException {
    Shared shared = current.get();
    if (shared.messages == 0) {
      return;
    }
    try {
      for (AuditEntry entry : shared.audited) {
        log.audit().write(entry);
      }
      log.write(shared.attempts);
    } catch (AttemptLogException e) {
      if (e.isDataRefused() && !shared.attempts.isEmpty()) {
        throw refused(shared, e);
      }
      throw heldBack(shared, e);
    }
    if (heldBack.getAndSet(null) != null) {
      LOG.info("The attempt log's database is back; what waited is being written");
    }
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  /** When the oldest attempt that could not be written began; empty while the writing works. */
  public Optional<Instant> heldBackSince() {
    return Optional.ofNullable(heldBack.get());
  }

  Settlement dead(String code, String text) {
    Refusal refusal = new Refusal(code, text);
    LOG.warn("A message on the queue of records is dead, {}: {}", code, text);
    return Settlement.forward(DeadLetter.refused(refusal, clock.instant(), null, null).forward());
  }

  /** After this each message comes back in a transaction of its own. */
  private RuntimeException refused(Shared shared, AttemptLogException cause) {
    if (shared.messages == 1 && refused.size() < MAX_REFUSED) {
      refused.add(shared.attempts.get(0));
    }
    return new IllegalStateException("The database refuses a record", cause);
  }

  private HeldBackException heldBack(Shared shared, AttemptLogException cause) {
    if (cause.isInterruption() || closed.getCount() == 0) {
      return new HeldBackException("This instance stops", cause);
    }
    Instant oldest = shared.oldest();
    if (heldBack.getAndAccumulate(oldest, AttemptBatch::earlier) == null) {
      LOG.warn(
          "{}. Attempts wait on their queue until the database is back; deliveries go on."
              + " See docs/troubleshooting.md#attempt-log",
          cause.getMessage());
    }
    try {
      closed.await(brake.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new HeldBackException("The attempt log's database is down", cause);
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  /** Ends the wait. */
  @Override
  public void close() {
    closed.countDown();
  }

  /**
   * What the messages of one transaction bring. Entries of the audit are few: they come only while,
   * or after, the database was down.
   */
  private static final class Shared {
    private final List<AttemptRecord> attempts = new ArrayList<>();
    private final List<AuditEntry> audited = new ArrayList<>();
    private int messages;

    void add(List<AttemptRecord> some) {
      attempts.addAll(some);
      messages++;
    }

    void add(AuditEntry entry) {
      audited.add(entry);
      messages++;
    }

    Instant oldest() {
      return Stream.concat(
              attempts.stream().map(AttemptRecord::startedAt), audited.stream().map(AuditEntry::at))
          .min(Instant::compareTo)
          .orElseThrow();
    }
  }
}
