package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.attemptlog.AuditLog;
import jakarta.jms.JMSException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets no change happen that the audit does not know of. Thread-safe. */
final class Auditor {
  private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);

  /** A change. */
  @FunctionalInterface
  interface Change {
    void make() throws JMSException;
  }

  private final AuditLog audit;
  private final String node;
  private final Clock clock;

  /**
   * @param node this instance
   */
  Auditor(AuditLog audit, String node, Clock clock) {
    this.audit = audit;
    this.node = node;
    this.clock = clock;
  }

  /**
   * Makes a change between its row and its end.
   *
   * @throws AttemptLogException if the row cannot be written; then nothing was changed
   */
  void record(String action, String subject, ApiRequest request, Change change)
      throws JMSException, AttemptLogException {
    long id = begin(action, subject, ApiAnswer.object(), request);
    try {
      change.make();
    } catch (JMSException | RuntimeException e) {
      end(id, "failed", e.getMessage());
      throw e;
    }
    end(id, "done", null);
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
