package io.sealpost.delivery;

import io.sealpost.trace.Spans;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Step {@code place}: waits for a free place among the connection's calls and holds it until the
 * exchange is done. The attempt begins behind it, so that its timestamp is fresh.
 */
public final class TakePlaceProcessor implements Processor {
  private final Places places = new Places();
  private final Clock clock;
  private final Spans spans;

  public TakePlaceProcessor(Clock clock, Spans spans) {
    this.clock = clock;
    this.spans = spans;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Delivery delivery =
        DeliveryExchange.require(exchange, DeliveryExchange.REQUEST, Delivery.class, "read");
    Runnable giveBack = places.take(delivery.activation().connection());
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                giveBack.run();
              }
            });
    Attempt attempt = delivery.attempt(clock.instant(), spans);
    spans.label("delivery_id", attempt.message().deliveryId());
    spans.label("activation", attempt.activation().name());
    spans.label("attempt", Integer.toString(attempt.message().attempt()));
    exchange.setProperty(DeliveryExchange.ATTEMPT, attempt);
    exchange.setProperty(DeliveryExchange.REQUEST, attempt);
  }
}
