package io.sealpost.attemptlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sealpost.broker.NewMessage;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import java.util.Map;

/** The form of an audit's entry that goes to the database by the queue of records. */
public final class AuditJson {
  private AuditJson() {}

  /** For the queue of records. */
  public static NewMessage message(AuditEntry entry) {
    try {
      return new NewMessage(
          Queues.ATTEMPTS,
          AttemptJson.MAPPER.writeValueAsString(entry),
          Map.of(PropertyNames.AUDIT, true));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An entry of the audit cannot be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #message} wrote.
   *
   * @throws IllegalArgumentException for anything else
   */
  static AuditEntry read(String json) {
    try {
      AuditEntry entry = AttemptJson.MAPPER.readValue(json, AuditEntry.class);
      if (entry != null) {
        return entry;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not an entry of the audit", e);
    }
    throw new IllegalArgumentException("Not an entry of the audit, but null");
  }
}
