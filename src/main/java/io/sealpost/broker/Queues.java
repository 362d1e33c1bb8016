package io.sealpost.broker;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The queues messages pass through. */
public final class Queues {
  /** Where producers put activation messages. */
  public static final String ACTIVATIONS = "sealpost.activations";

  /** Records of attempts on their way into the attempt log. */
  public static final String ATTEMPTS = "sealpost.attempts";

  /** What Sealpost tells of itself, on its way to the activations subscribed to it. */
  public static final String EVENTS = "sealpost.events";

  /** Messages given up, with their reason. */
  public static final String DEAD = "sealpost.dead";

  /** Prefix of the queues of the activations, one each. */
  public static final String DELIVERY_PREFIX = "sealpost.delivery.";

  /**
   * Where the embedded broker itself would put messages after too many redeliveries. Empty unless
   * somebody limits redeliveries: ours are unlimited.
   */
  public static final String BROKER_DEAD = "sealpost.broker.dead";

  /**
   * Messages whose producer set a time to live, and which it ran out on: until each has its row.
   */
  public static final String BROKER_EXPIRED = "sealpost.broker.expired";

  private Queues() {}

  /** Whether Sealpost itself looks into the messages of that queue. */
  static boolean isRead(@Nullable String queue) {
    return queue != null
        && (queue.equals(ACTIVATIONS)
            || queue.equals(ATTEMPTS)
            || queue.equals(DEAD)
            || queue.startsWith(DELIVERY_PREFIX));
  }

  public static String delivery(String activation) {
    return DELIVERY_PREFIX + activation;
  }

  /** Whose delivery queue that is; empty for any other queue. */
  public static Optional<String> activation(String queue) {
    return queue.startsWith(DELIVERY_PREFIX)
        ? Optional.of(queue.substring(DELIVERY_PREFIX.length()))
        : Optional.empty();
  }
}
