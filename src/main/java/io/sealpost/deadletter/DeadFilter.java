package io.sealpost.deadletter;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead messages are meant. What is null does not matter; what is given must all be so.
 *
 * @param id a delivery id, or the JMSMessageID of a message that has none
 * @param status of the endpoint's last answer
 * @param since inclusive
 * @param until exclusive
 */
public record DeadFilter(
    @Nullable String id,
    @Nullable String activation,
    @Nullable String reason,
    @Nullable Integer status,
    @Nullable Instant since,
    @Nullable Instant until,
    List<DeadAttribute> attributes) {

  public DeadFilter {
    attributes = List.copyOf(attributes);
  }

  /** Whatever the status and the attributes. */
  public DeadFilter(
      @Nullable String id,
      @Nullable String activation,
      @Nullable String reason,
      @Nullable Instant since,
      @Nullable Instant until) {
    this(id, activation, reason, null, since, until, List.of());
  }

  public static DeadFilter all() {
    return new DeadFilter(null, null, null, null, null);
  }

  public static DeadFilter withId(String id) {
    return new DeadFilter(id, null, null, null, null);
  }

  /**
   * @param message the same, whose body is read only where all else is so
   */
  boolean accepts(DeadMessage dead, Message message) throws JMSException {
    return (id == null || dead.hasId(id))
        && (activation == null || activation.equals(dead.activation()))
        && (reason == null || reason.equals(dead.reason()))
        && (status == null || status.equals(dead.status()))
        && isWithin(dead.deadAt())
        && DeadAttribute.all(attributes, message);
  }

  /** A message that does not say when it died was put there by hand: no time span has it. */
  private boolean isWithin(@Nullable Instant deadAt) {
    if (since == null && until == null) {
      return true;
    }
    return deadAt != null
        && (since == null || !deadAt.isBefore(since))
        && (until == null || deadAt.isBefore(until));
  }
}
