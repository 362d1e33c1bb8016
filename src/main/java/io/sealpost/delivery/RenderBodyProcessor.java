package io.sealpost.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code body}. */
public final class RenderBodyProcessor implements Processor {
  @Override
  public void process(Exchange exchange) throws Exception {
    AddressedRequest request =
        DeliveryExchange.require(exchange, DeliveryExchange.REQUEST, AddressedRequest.class, "url");
    exchange.setProperty(DeliveryExchange.REQUEST, request.renderBody());
  }
}
