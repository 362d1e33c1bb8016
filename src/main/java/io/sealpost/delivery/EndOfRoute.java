package io.sealpost.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what an edited route left unsettled: a branch around {@code classify}, a filter, an error
 * policy that is gone. Else the message would be rolled back and its request sent again, each
 * second, for ever.
 */
final class EndOfRoute extends SynchronizationAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(EndOfRoute.class);

  private final Settling settling;

  EndOfRoute(Settling settling) {
    this.settling = settling;
  }

  @Override
  public void onDone(Exchange exchange) {
    if (exchange.getProperty(DeliveryExchange.OUTCOME) != null) {
      return;
    }
    if (exchange.getProperty(DeliveryExchange.ANSWER) instanceof Answer answer) {
      LOG.error(
          "Route {} ended without the step classify; the answer decides",
          exchange.getFromRouteId());
      settling.answered(exchange, answer);
    } else if (exchange.getException() instanceof CallFailedException call) {
      if (call.failure() != CallFailure.CALL_STOPPED) {
        settling.failed(exchange, call);
      }
    } else if (exchange.getException() == null) {
      // With any other it is rolled back, as when this instance stops: nothing was sent.
      settling.dead(
          exchange,
          RouteIncompleteException.CODE,
          RouteIncompleteException.text("the route ended before the call"));
    }
  }
}
