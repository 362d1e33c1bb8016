package io.sealpost.delivery;

import io.sealpost.activation.ActivationMessage;
import io.sealpost.activation.DeliveryId;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Whose message it is that a route works on: known before its body is read, and all that is needed
 * to settle it.
 *
 * @param activation null where dispatch could not tell
 * @param deliveryId null where the message has no identity
 * @param attempt the number of the attempt about to be made, from 1
 * @param replay how often an operator replayed the delivery, from 0
 * @param operational whether it delivers an event of Sealpost's own
 * @param trace null where the message has no identity
 */
record Received(
    @Nullable String activation,
    @Nullable String deliveryId,
    int attempt,
    int replay,
    @Nullable String event,
    @Nullable String eventId,
    @Nullable String journey,
    @Nullable String correlationId,
    boolean operational,
    @Nullable TraceContext trace) {
  /** Of a message that no step has read. */
  static final Received UNREAD =
      new Received(null, null, 1, 0, null, null, null, null, false, null);

  /** Of a message that is tried without a broker. */
  static Received of(String activation, ActivationMessage message) {
    return new Received(
        activation,
        message.deliveryId(),
        message.attempt(),
        message.replay(),
        message.event(),
        message.eventId(),
        message.journey(),
        message.correlationId(),
        false,
        message.trace());
  }

  static Received of(String activation, IncomingMessage message) {
    String deliveryId =
        DeliveryId.isAccepted(message.deliveryId())
            ? message.deliveryId()
            : DeliveryId.of(message.producerDeliveryId(), message.messageId(), activation)
                .orElse(null);
    return new Received(
        activation,
        deliveryId,
        message.attempt(),
        message.replay(),
        message.event(),
        message.eventId(),
        message.journey(),
        message.correlationId(),
        message.operational(),
        deliveryId == null
            ? null
            : TraceContext.ofDelivery(message.trace(), activation, deliveryId));
  }
}
