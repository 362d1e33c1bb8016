package io.sealpost.broker;

import io.sealpost.trace.TraceContext;
import java.util.Locale;

/**
 * The message properties that count: a producer's, and Sealpost's own. Camel case, because JMS
 * allows neither {@code -} nor {@code .} in a name.
 */
public final class PropertyNames {
  public static final String ACTIVATION = "activation";
  public static final String EVENT = "event";
  public static final String EVENT_ID = "eventId";
  public static final String ORDERING_KEY = "orderingKey";
  public static final String JOURNEY = "journey";
  public static final String PRODUCER_DELIVERY_ID = "deliveryId";
  public static final String TRACEPARENT = TraceContext.TRACEPARENT;
  public static final String TRACESTATE = TraceContext.TRACESTATE;

  public static final String DELIVERY_ID = "sealpostDeliveryId";

  /** From 1; 0 on a message that died at dispatch. */
  public static final String ATTEMPT = "sealpostAttempt";

  public static final String REPLAY = "sealpostReplay";

  /** JMSMessageID of a message that was put back, or is dispatched again: both changed it. */
  public static final String FIRST_MESSAGE_ID = "sealpostFirstMessageId";

  /** When a delay was given to it, in milliseconds since 1970 by the broker's clock. */
  public static final String SCHEDULED_AT = "sealpostScheduledAt";

  /** On deliveries of what Sealpost tells of itself: of their ends nothing is told. */
  public static final String OPERATIONAL = "sealpostOperational";

  /** On a record of the audit among those of attempts. */
  public static final String AUDIT = "sealpostAudit";

  public static final String REASON = "sealpostReason";
  public static final String ERROR = "sealpostError";
  public static final String STATUS = "sealpostStatus";
  public static final String ATTEMPTS = "sealpostAttempts";
  public static final String DEAD_AT = "sealpostDeadAt";

  /** The JMSMessageID it had when it came into the dead queue, once it was moved within it. */
  public static final String DEAD_ID = "sealpostDeadId";

  /** Paths of attributes that views of a dead message mask, one a line. */
  public static final String REDACT = "sealpostRedact";

  private PropertyNames() {}

  /** Whether the name is kept for Sealpost, in any case. Producers' properties of such names go. */
  public static boolean isOurs(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("sealpost");
  }
}
