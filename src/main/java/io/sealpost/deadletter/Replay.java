package io.sealpost.deadletter;

import io.sealpost.broker.Forward;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a dead message goes when an operator sends it again. */
final class Replay {
  private static final Set<String> OF_THE_DEAD =
      Set.of(
          PropertyNames.REASON,
          PropertyNames.ERROR,
          PropertyNames.STATUS,
          PropertyNames.ATTEMPTS,
          PropertyNames.DEAD_AT,
          PropertyNames.DEAD_ID,
          PropertyNames.REDACT);

  /** What died on the way into the attempt log: no delivery, but a record of one. */
  private static final Set<String> OF_RECORDS = Set.of("unreadable-record", "unwritable-record");

  private Replay() {}

  static Forward of(DeadMessage dead) {
    if (OF_RECORDS.contains(dead.reason())) {
      return new Forward(Queues.ATTEMPTS, Map.of(), OF_THE_DEAD, Duration.ZERO);
    }
    String activation = dead.activation();
    if (activation == null || dead.diedAtDispatch()) {
      return new Forward(Queues.ACTIVATIONS, identity(dead), reserved(dead), Duration.ZERO);
    }
    return new Forward(
        Queues.delivery(activation),
        Map.of(PropertyNames.REPLAY, dead.replay() + 1, PropertyNames.ATTEMPT, 1),
        OF_THE_DEAD,
        Duration.ZERO);
  }

  /** Dispatch makes the delivery's id of it: the same as if it had not died. */
  private static Map<String, Object> identity(DeadMessage dead) {
    return dead.properties().get(PropertyNames.FIRST_MESSAGE_ID) instanceof String first
        ? Map.of(PropertyNames.FIRST_MESSAGE_ID, first, PropertyNames.REPLAY, dead.replay() + 1)
        : Map.of();
  }

  private static Set<String> reserved(DeadMessage dead) {
    return dead.properties().keySet().stream()
        .filter(PropertyNames::isOurs)
        .collect(Collectors.toUnmodifiableSet());
  }
}
