package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of a message that has come whether it comes too early. Thread-safe. */
final class Postponement {
  private final RolledBackMessages rolledBack;
  private final BrokerClock clock;

  Postponement(RolledBackMessages rolledBack, BrokerClock clock) {
    this.rolledBack = rolledBack;
    this.clock = clock;
  }

  /**
   * A message whose brake is still on, or whose moment is still to come, goes to the end of its
   * queue for what is left of it: back in its place it would hold up all others. It keeps its first
   * id, of which its delivery's is made.
   *
   * @return null if it may be handled
   */
  @Nullable Forward of(Message message, @Nullable String id, String queue) throws JMSException {
    Duration brake = id == null ? null : rolledBack.brake(id);
    Duration early = early(message);
    if (brake == null && early.isZero()) {
      return null;
    }
    // Not a moment too early: JMS counts in milliseconds.
    Duration wait = brake == null || brake.compareTo(early) < 0 ? early : brake.plusMillis(1);
    Map<String, Object> first = id == null ? Map.of() : Map.of(PropertyNames.FIRST_MESSAGE_ID, id);
    return new Forward(queue, first, Set.of(), wait);
  }

  /** A property of a producer's own has no weight: it cannot make a message wait longer. */
  private Duration early(Message message) throws JMSException {
    return message.getObjectProperty(PropertyNames.SCHEDULED_AT) instanceof Long scheduledAt
        ? clock.left(scheduledAt, message.getJMSDeliveryTime())
        : Duration.ZERO;
  }
}
