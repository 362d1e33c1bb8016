package io.sealpost.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code sign}. */
public final class SignRequestProcessor implements Processor {
  @Override
  public void process(Exchange exchange) throws Exception {
    UnsignedRequest request =
        DeliveryExchange.require(
            exchange, DeliveryExchange.REQUEST, UnsignedRequest.class, "headers");
    exchange.setProperty(DeliveryExchange.REQUEST, request.sign());
  }
}
