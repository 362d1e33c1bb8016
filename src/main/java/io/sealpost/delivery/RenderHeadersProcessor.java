package io.sealpost.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code headers}. */
public final class RenderHeadersProcessor implements Processor {
  @Override
  public void process(Exchange exchange) throws Exception {
    FilledRequest request =
        DeliveryExchange.require(exchange, DeliveryExchange.REQUEST, FilledRequest.class, "body");
    exchange.setProperty(DeliveryExchange.REQUEST, request.renderHeaders());
  }
}
