package io.sealpost.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code classify}: what an answer means, handed to the owner of the transaction. */
public final class ClassifyAnswerProcessor implements Processor {
  private final Settling settling;

  ClassifyAnswerProcessor(Settling settling) {
    this.settling = settling;
  }

  @Override
  public void process(Exchange exchange) {
    settling.answered(
        exchange,
        DeliveryExchange.require(exchange, DeliveryExchange.ANSWER, Answer.class, "call"));
  }
}
