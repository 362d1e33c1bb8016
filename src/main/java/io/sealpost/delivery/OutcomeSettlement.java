package io.sealpost.delivery;

import io.sealpost.broker.Forward;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import io.sealpost.broker.Settlement;
import io.sealpost.deadletter.DeadLetter;
import io.sealpost.expression.Redaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What follows from an outcome: which queue the message goes to, and with what. */
final class OutcomeSettlement {
  /**
   * @param attempts requests made by now, 0 where none was
   * @param at when the outcome was known
   * @param redaction of the message's attributes, for those who look at it when it is dead
   */
  Settlement of(Outcome outcome, Received received, int attempts, Instant at, Redaction redaction) {
    if (outcome instanceof Outcome.Retry retry) {
      return Settlement.forward(retry(retry, received));
    }
    if (outcome instanceof Outcome.Dead dead) {
      DeadLetter letter =
          new DeadLetter(
              dead.code(),
              dead.text(),
              dead.status(),
              attempts,
              at,
              received.deliveryId(),
              received.activation(),
              redaction.paths());
      return Settlement.forward(letter.forward());
    }
    return Settlement.done();
  }

  /** Back to the activation's queue. The JMSMessageID changes on the way: our own id goes along. */
  private static Forward retry(Outcome.Retry retry, Received received) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(PropertyNames.ATTEMPT, received.attempt() + 1);
    properties.put(PropertyNames.REPLAY, received.replay());
    properties.put(PropertyNames.DELIVERY_ID, received.deliveryId());
    return new Forward(Queues.delivery(received.activation()), properties, Set.of(), retry.delay());
  }
}
