package io.sealpost.delivery;

import io.sealpost.trace.TraceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Says on every line that is logged while a message is handled, whose delivery it is. Whoever owns
 * the thread ends it: after the commit, so that a rollback is a line of the delivery, too.
 */
final class DeliveryLogContext {
  private static final String DELIVERY_ID = "deliveryId";
  private static final String ACTIVATION = "activation";
  private static final String ATTEMPT = "attempt";
  private static final String TRACE_ID = "traceId";

  private DeliveryLogContext() {}

  static void begin(Received received) {
    TraceContext trace = received.trace();
    put(DELIVERY_ID, received.deliveryId());
    put(ACTIVATION, received.activation());
    put(ATTEMPT, Integer.toString(received.attempt()));
    put(TRACE_ID, trace == null ? null : trace.traceId());
  }

  static void end() {
    List.of(DELIVERY_ID, ACTIVATION, ATTEMPT, TRACE_ID).forEach(MDC::remove);
  }

  private static void put(String name, @Nullable String value) {
    if (value == null) {
      MDC.remove(name);
    } else {
      MDC.put(name, value);
    }
  }
}
