package io.sealpost.activation;

import io.sealpost.broker.Handover;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.Settlement;
import jakarta.jms.JMSException;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/** Hands over what {@link Dispatcher} makes of a message. */
public final class DispatchMessageProcessor implements Processor {
  private final Function<IncomingMessage, Settlement> dispatch;
  private final Handover handover;

  /**
   * @param dispatch {@link Dispatcher#dispatch} or {@link Dispatcher#dispatchEvent}
   */
  public DispatchMessageProcessor(
      Function<IncomingMessage, Settlement> dispatch, Handover handover) {
    this.dispatch = dispatch;
    this.handover = handover;
  }

  @Override
  public void process(Exchange exchange) throws JMSException, InvalidPayloadException {
    jakarta.jms.Message message = exchange.getMessage().getMandatoryBody(jakarta.jms.Message.class);
    handover.settle(dispatch.apply(JmsMessages.producersProperties(message)));
  }
}
