package io.sealpost.attemptlog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that an operator asked for.
 *
 * @param subject what it is about, e.g. an activation; null where it is about many things
 * @param parameters a JSON object, without secrets
 * @param outcome begun, done or failed; begun without end means that it still goes on, or that the
 *     instance died over it
 * @param detail how it ended, for people
 * @param endedAt null while it goes on
 * @param node the instance that does it
 * @param remoteAddress who asked
 */
public record AuditEntry(
    long id,
    Instant at,
    String action,
    @Nullable String subject,
    String parameters,
    String outcome,
    @Nullable String detail,
    @Nullable Instant endedAt,
    String node,
    String remoteAddress) {

  /** The same change, over. */
  public AuditEntry ended(Instant at, String outcome, @Nullable String detail) {
    return new AuditEntry(
        id, this.at, action, subject, parameters, outcome, detail, at, node, remoteAddress);
  }
}
