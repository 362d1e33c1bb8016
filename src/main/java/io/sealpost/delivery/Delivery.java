package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.signature.Secret;
import io.sealpost.trace.Spans;
import java.time.Instant;
import java.util.Map;

/**
 * An activation message on its way to its endpoint.
 *
 * @param secrets what {@code {{secret:…}}} names
 */
public record Delivery(
    Activation activation, ActivationMessage message, Map<String, Secret> secrets) {
  /** The attempt whose number the message carries, with all its timestamps frozen at this one. */
  public Attempt attempt(Instant startedAt) {
    return attempt(startedAt, Spans.NONE);
  }

  /** As above, in the span that is being recorded, if one is. */
  Attempt attempt(Instant startedAt, Spans spans) {
    return new Attempt(
        this,
        startedAt,
        spans
            .current()
            .orElseGet(
                () ->
                    message
                        .trace()
                        .ofAttempt(
                            activation.name(),
                            message.deliveryId(),
                            message.replay(),
                            message.attempt())));
  }
}
