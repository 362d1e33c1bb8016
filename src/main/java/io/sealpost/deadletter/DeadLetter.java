package io.sealpost.deadletter;

import io.sealpost.broker.Forward;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import io.sealpost.broker.Refusal;
import io.sealpost.broker.Troubleshooting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a message is given up. The message itself goes to the dead queue as it came, with this added.
 *
 * @param reason a code, such as {@code too-large}
 * @param error for people; at most 1,000 characters, the last of which say where to read on; never
 *     a secret or a body
 * @param status of the endpoint's last answer, null without one
 * @param attempts requests made, 0 where none was
 * @param deliveryId as the attempt log has it; null where it has none
 * @param activation null where the message names none
 * @param redact paths of attributes that are not to be shown
 */
public record DeadLetter(
    String reason,
    String error,
    @Nullable Integer status,
    int attempts,
    Instant at,
    @Nullable String deliveryId,
    @Nullable String activation,
    List<String> redact) {
  private static final int MAX_ERROR_LENGTH = 1000;

  public DeadLetter {
    error = Troubleshooting.pointed(error, reason, MAX_ERROR_LENGTH);
  }

  /** With nothing redacted. */
  public DeadLetter(
      String reason,
      String error,
      @Nullable Integer status,
      int attempts,
      Instant at,
      @Nullable String deliveryId,
      @Nullable String activation) {
    this(reason, error, status, attempts, at, deliveryId, activation, List.of());
  }

  /** Died without a request. */
  public static DeadLetter refused(
      Refusal refusal, Instant at, @Nullable String deliveryId, @Nullable String activation) {
    return new DeadLetter(refusal.code(), refusal.text(), null, 0, at, deliveryId, activation);
  }

  /** To the dead queue; the message's other properties stay. */
  public Forward forward() {
    return forward(Map.of(), Set.of());
  }

  /**
   * To the dead queue before the message became a delivery: a replay dispatches it again, under the
   * identity it has now. What only Sealpost may set goes.
   */
  public Forward forwardFromDispatch(IncomingMessage message) {
    Map<String, Object> more = new HashMap<>();
    more.put(PropertyNames.ATTEMPT, 0);
    more.put(PropertyNames.REPLAY, message.replay());
    if (message.messageId() != null) {
      more.put(PropertyNames.FIRST_MESSAGE_ID, message.messageId());
    }
    return forward(more, message.reservedNames());
  }

  private Forward forward(Map<String, Object> more, Set<String> dropped) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put(PropertyNames.REASON, reason);
    properties.put(PropertyNames.ERROR, error);
    properties.put(PropertyNames.ATTEMPTS, attempts);
    // ISO-8601 in UTC.
    properties.put(PropertyNames.DEAD_AT, at.toString());
    if (status != null) {
      properties.put(PropertyNames.STATUS, status);
    }
    if (deliveryId != null) {
      properties.put(PropertyNames.DELIVERY_ID, deliveryId);
    }
    if (activation != null) {
      properties.put(PropertyNames.ACTIVATION, activation);
    }
    if (!redact.isEmpty()) {
      // No path holds a line break.
      properties.put(PropertyNames.REDACT, String.join("\n", redact));
    }
    Set<String> gone = new HashSet<>(dropped);
    gone.add(PropertyNames.STATUS);
    // A new death: the broker's new JMSMessageID is its id.
    gone.add(PropertyNames.DEAD_ID);
    gone.add(PropertyNames.REDACT);
    return new Forward(Queues.DEAD, properties, gone, Duration.ZERO);
  }
}
