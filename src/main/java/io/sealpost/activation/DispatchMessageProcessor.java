package io.sealpost.activation;

import io.sealpost.broker.Handover;
import io.sealpost.broker.JmsMessages;
import jakarta.jms.JMSException;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/** Hands over one copy of the message for each activation it addresses. */
public final class DispatchMessageProcessor implements Processor {
  private final Dispatcher dispatcher;
  private final Handover handover;

  public DispatchMessageProcessor(Dispatcher dispatcher, Handover handover) {
    this.dispatcher = dispatcher;
    this.handover = handover;
  }

  @Override
  public void process(Exchange exchange) throws JMSException, InvalidPayloadException {
    jakarta.jms.Message message = exchange.getMessage().getMandatoryBody(jakarta.jms.Message.class);
    handover.settle(dispatcher.dispatch(JmsMessages.producersProperties(message)));
  }
}
