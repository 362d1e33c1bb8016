package io.sealpost.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code url}. */
public final class RenderUrlProcessor implements Processor {
  @Override
  public void process(Exchange exchange) throws Exception {
    Attempt attempt =
        DeliveryExchange.require(exchange, DeliveryExchange.REQUEST, Attempt.class, "place");
    exchange.setProperty(DeliveryExchange.REQUEST, attempt.renderUrl());
  }
}
