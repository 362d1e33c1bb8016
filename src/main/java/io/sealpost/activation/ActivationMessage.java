package io.sealpost.activation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * What arrived on the queue, as far as a delivery may use it.
 *
 * @param attributes the JSON object of the body
 * @param attempt the number of the attempt about to be made, from 1
 * @param replay how often an operator replayed this delivery, from 0
 * @param trace the delivery belongs to
 */
public record ActivationMessage(
    ObjectNode attributes,
    String deliveryId,
    int attempt,
    int replay,
    @Nullable String event,
    @Nullable String eventId,
    @Nullable String journey,
    @Nullable String correlationId,
    TraceContext trace) {}
