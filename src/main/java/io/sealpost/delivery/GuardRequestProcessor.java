package io.sealpost.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code guard}. */
public final class GuardRequestProcessor implements Processor {
  @Override
  public void process(Exchange exchange) throws Exception {
    SignedRequest request =
        DeliveryExchange.require(exchange, DeliveryExchange.REQUEST, SignedRequest.class, "sign");
    // Before it may be refused: what is refused is worth seeing.
    exchange.setProperty(DeliveryExchange.SHOWN, request);
    exchange.setProperty(DeliveryExchange.REQUEST, request.guard());
  }
}
