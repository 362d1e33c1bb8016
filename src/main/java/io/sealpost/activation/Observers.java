package io.sealpost.activation;

import io.sealpost.event.OperationalEvents;
import io.sealpost.observe.DeliveryCounts;
import io.sealpost.trace.Spans;

/**
 * Who hears of what becomes of a message.
 *
 * @param events for the activations subscribed to them
 * @param counts kept once a transaction is over
 */
public record Observers(OperationalEvents events, Spans spans, DeliveryCounts counts) {
  /** Nobody does. */
  public static Observers none() {
    return new Observers(OperationalEvents.none(), Spans.NONE, DeliveryCounts.NONE);
  }
}
