package io.sealpost.broker;

import io.sealpost.trace.TraceContext;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a received message that count. Properties that are absent or empty are null.
 *
 * @param producerDeliveryId as it came; whether it is usable is for {@code DeliveryId} to say
 * @param deliveryId the id Sealpost gave the delivery, null before dispatch
 * @param attempt the number of the attempt about to be made, from 1
 * @param replay how often an operator replayed the delivery, from 0
 * @param trace it belongs to; null where the message names none that is valid
 * @param operational whether it is the delivery of an event of Sealpost's own
 * @param names of all properties
 * @param refusal of a property that is not what the contract says; null when all are
 */
public record IncomingMessage(
    @Nullable String activation,
    @Nullable String event,
    @Nullable String eventId,
    @Nullable String orderingKey,
    @Nullable String journey,
    @Nullable String producerDeliveryId,
    @Nullable String correlationId,
    @Nullable String messageId,
    @Nullable String deliveryId,
    int attempt,
    int replay,
    @Nullable TraceContext trace,
    boolean operational,
    Set<String> names,
    @Nullable Refusal refusal) {

  public IncomingMessage {
    names = Set.copyOf(names);
  }

  /** Names that only Sealpost may set, in any case: dispatch drops them. */
  public Set<String> reservedNames() {
    return names.stream().filter(PropertyNames::isOurs).collect(Collectors.toUnmodifiableSet());
  }
}
