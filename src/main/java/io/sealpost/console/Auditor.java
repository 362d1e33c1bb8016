package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.attemptlog.AuditEntry;
import io.sealpost.attemptlog.AuditJson;
import io.sealpost.attemptlog.AuditLog;
import io.sealpost.event.OperationalEvents;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets no change happen that the audit does not know of. Where the database is down, an entry can
 * go by the broker's queue of records, and is a row when it is back. Thread-safe.
 */
final class Auditor {
  private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);

  /** A change. */
  @FunctionalInterface
  interface Change {
    /** Returns whether anything is other than before. */
    boolean make() throws JMSException;
  }

  private final AuditLog audit;
  private final OperationalEvents.Outbox records;
  private final String node;
  private final Clock clock;

  /**
   * @param records takes entries that the database does not
   * @param node this instance
   */
  Auditor(AuditLog audit, OperationalEvents.Outbox records, String node, Clock clock) {
    this.audit = audit;
    this.records = records;
    this.node = node;
    this.clock = clock;
  }

  /**
   * Makes a change of the broker's between its row and its end, also while the database is down.
   *
   * @return whether anything is other than before
   * @throws JMSException if the change fails, or the broker takes no entry; then nothing was
   *     changed
   */
  boolean record(String action, String subject, ApiRequest request, Change change)
      throws JMSException {
    AuditEntry begun = begun(action, subject, request);
    End end = begin(begun, request);
    boolean changed;
    try {
      changed = change.make();
    } catch (JMSException | RuntimeException e) {
      end.is("failed", e.getMessage());
      throw e;
    }
    end.is("done", null);
    return changed;
  }

  /** How a change ended. */
  @FunctionalInterface
  private interface End {
    void is(String outcome, @Nullable String detail);
  }

  private End begin(AuditEntry begun, ApiRequest request) throws JMSException {
    try {
      long id = begin(begun.action(), begun.subject(), ApiAnswer.object(), request);
      return (outcome, detail) -> end(id, outcome, detail);
    } catch (AttemptLogException e) {
      LOG.warn(
          "{} of {}: {}. Its row follows when the database is back",
          begun.action(),
          begun.subject(),
          e.getMessage());
    }
    try {
      records.send(AuditJson.message(begun));
    } catch (IOException e) {
      JMSException untaken =
          new JMSException("Neither database nor broker takes the audit's entry");
      untaken.initCause(e);
      throw untaken;
    }
    return (outcome, detail) -> send(begun.ended(clock.instant(), outcome, detail));
  }

  private void send(AuditEntry ended) {
    try {
      records.send(AuditJson.message(ended));
    } catch (IOException e) {
      LOG.warn("{} is {}, but the audit says begun", ended.action(), ended.outcome(), e);
    }
  }

  private AuditEntry begun(String action, String subject, ApiRequest request) {
    // What every database here keeps of it: it is found again by that.
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String remote = request.remoteAddress();
    return new AuditEntry(0, at, action, subject, "{}", "begun", null, null, node, remote);
  }

  /**
   * For a change that ends elsewhere.
   *
   * @param parameters of the change; no secrets, and no attributes
   * @return the id to end it by
   */
  long begin(String action, @Nullable String subject, JsonNode parameters, ApiRequest request)
      throws AttemptLogException {
    return audit.begin(
        clock.instant(), action, subject, parameters.toString(), node, request.remoteAddress());
  }

  /** Where this cannot be written the row stays as begun: the change itself is made. */
  void end(long id, String outcome, @Nullable String detail) {
    try {
      audit.end(id, clock.instant(), outcome, detail);
    } catch (AttemptLogException e) {
      LOG.warn("Change {} is {}, but the audit says begun: {}", id, outcome, e.getMessage());
    }
  }
}
