package io.sealpost.broker;

/**
 * A message of Sealpost's own, sent in the transaction of the one that caused it.
 *
 * @param text the body of a persistent TextMessage
 */
public record NewMessage(String queue, String text) {
  public NewMessage {
    if (queue.isEmpty()) {
      throw new IllegalArgumentException("A new message needs the name of a queue, it is empty");
    }
  }
}
