package io.sealpost.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead messages are meant. What is null does not matter; what is given must all be so.
 *
 * @param id a delivery id, or the JMSMessageID of a message that has none
 * @param since inclusive
 * @param until exclusive
 */
public record DeadFilter(
    @Nullable String id,
    @Nullable String activation,
    @Nullable String reason,
    @Nullable Instant since,
    @Nullable Instant until) {

  public static DeadFilter all() {
    return new DeadFilter(null, null, null, null, null);
  }

  public static DeadFilter withId(String id) {
    return new DeadFilter(id, null, null, null, null);
  }

  boolean accepts(DeadMessage message) {
    return (id == null || message.hasId(id))
        && (activation == null || activation.equals(message.activation()))
        && (reason == null || reason.equals(message.reason()))
        && isWithin(message.deadAt());
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
