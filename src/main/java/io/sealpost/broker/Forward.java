package io.sealpost.broker;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The received message goes on to a queue; body and other properties stay as they are.
 *
 * @param properties set on top: String, Integer, Long or Boolean
 * @param dropped names of properties that go; one that is also in {@code properties} is set
 * @param delay how long the broker keeps it back; zero is at once
 */
public record Forward(
    String queue, Map<String, Object> properties, Set<String> dropped, Duration delay) {

  public Forward {
    if (queue.isEmpty()) {
      throw new IllegalArgumentException("A forward needs the name of a queue, it is empty");
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("A delay of " + delay + " is negative: use zero");
    }
    properties = Map.copyOf(properties);
    dropped = Set.copyOf(dropped);
    // A value JMS cannot carry would fail the transaction again and again: refuse it at its source.
    properties.forEach(Forward::requireCarriable);
  }

  /** At once, with nothing dropped. */
  public static Forward to(String queue, Map<String, Object> properties) {
    return new Forward(queue, properties, Set.of(), Duration.ZERO);
  }

  private static void requireCarriable(String name, Object value) {
    if (!(value instanceof String
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean)) {
      throw new IllegalArgumentException(
          "Property "
              + name
              + " is a "
              + value.getClass().getName()
              + ": make it text or a number");
    }
  }
}
