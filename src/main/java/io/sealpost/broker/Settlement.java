package io.sealpost.broker;

import java.util.List;

/**
 * What follows from a received message. All forwards are sent, and the message is gone from its
 * queue, in one transaction.
 *
 * @param forwards empty: done with the message
 */
public record Settlement(List<Forward> forwards) {
  public Settlement {
    forwards = List.copyOf(forwards);
  }

  public static Settlement done() {
    return new Settlement(List.of());
  }

  public static Settlement forward(Forward forward) {
    return new Settlement(List.of(forward));
  }
}
