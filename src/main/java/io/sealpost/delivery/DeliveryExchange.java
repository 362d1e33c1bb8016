package io.sealpost.delivery;

import org.apache.camel.Exchange;

/**
 * The properties of an exchange in {@code deliver-webhook}. Everything a step needs lies in typed
 * properties, never in headers or the body, where a message could reach it.
 */
final class DeliveryExchange {
  /** Name of the activation, set by the route. */
  static final String ACTIVATION = "sealpostActivation";

  /** The message as it came from the queue ({@link Received}). */
  static final String RECEIVED = "sealpostReceived";

  /** What the activation redacts ({@link io.sealpost.expression.Redaction}). */
  static final String REDACTION = "sealpostRedaction";

  /** The {@link Attempt} being made. */
  static final String ATTEMPT = "sealpostAttempt";

  /** The request in its present stage. */
  static final String REQUEST = GuardedHttpProducer.REQUEST;

  /** The masked form of the request, for the attempt log. */
  static final String SHOWN = "sealpostShown";

  /** The {@link Answer} to the call. */
  static final String ANSWER = GuardedHttpProducer.ANSWER;

  /** The {@link Outcome} of the attempt. */
  static final String OUTCOME = "sealpostOutcome";

  private DeliveryExchange() {}

  /**
   * What an earlier step left.
   *
   * @throws RouteIncompleteException if it left nothing of that type: it is not in the route
   */
  static <T> T require(Exchange exchange, String property, Class<T> type, String step) {
    Object value = exchange.getProperty(property);
    if (!type.isInstance(value)) {
      throw new RouteIncompleteException("the step " + step + " did not run");
    }
    return type.cast(value);
  }
}
