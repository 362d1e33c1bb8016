package io.sealpost.broker;

import java.util.Map;

/**
 * A message of Sealpost's own, sent in the transaction of the one that caused it.
 *
 * @param text the body of a persistent TextMessage
 * @param properties String, Integer, Long or Boolean
 */
public record NewMessage(String queue, String text, Map<String, Object> properties) {
  public NewMessage {
    if (queue.isEmpty()) {
      throw new IllegalArgumentException("A new message needs the name of a queue, it is empty");
    }
    properties = Map.copyOf(properties);
  }

  /** Without properties. */
  public NewMessage(String queue, String text) {
    this(queue, text, Map.of());
  }
}
