package io.sealpost.activation;

import io.sealpost.broker.Handover;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.Queues;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/** Hands over what {@link Expiry} makes of a message. */
public final class EndExpiredProcessor implements Processor {
  private final Expiry expiry;
  private final Handover handover;

  public EndExpiredProcessor(Expiry expiry, Handover handover) {
    this.expiry = expiry;
    this.handover = handover;
  }

  @Override
  public void process(Exchange exchange) throws JMSException, InvalidPayloadException {
    Message message = exchange.getMessage().getMandatoryBody(Message.class);
    // Absent only where somebody took the selector out of the route.
    String queue = Objects.requireNonNullElse(JmsMessages.movedFrom(message), Queues.ACTIVATIONS);
    IncomingMessage read =
        Queues.activation(queue).isPresent()
            ? JmsMessages.properties(message)
            : JmsMessages.producersProperties(message);
    handover.settle(expiry.end(read, queue));
  }
}
