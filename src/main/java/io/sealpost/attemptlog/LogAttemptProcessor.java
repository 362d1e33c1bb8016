package io.sealpost.attemptlog;

import io.sealpost.broker.Handover;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.MessageBody;
import io.sealpost.broker.MessageRefusedException;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Settlement;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/** Adds a record to the batch of its transaction. */
public final class LogAttemptProcessor implements Processor {
  private static final int MAX_BYTES = 1024 * 1024;

  private final AttemptBatch batch;
  private final Handover handover;

  public LogAttemptProcessor(AttemptBatch batch, Handover handover) {
    this.batch = batch;
    this.handover = handover;
  }

  @Override
  public void process(Exchange exchange) throws JMSException, InvalidPayloadException {
    handover.settle(settlement(exchange.getMessage().getMandatoryBody(Message.class)));
  }

  private Settlement settlement(Message message) throws JMSException {
    try {
      if (JmsMessages.body(message, MAX_BYTES) instanceof MessageBody.Text text) {
        return message.propertyExists(PropertyNames.AUDIT)
            ? batch.addAudit(text.text())
            : batch.add(text.text());
      }
    } catch (MessageRefusedException e) {
      return batch.dead("unreadable-record", "Not a record of an attempt: " + e.getMessage());
    }
    return batch.dead("unreadable-record", "Not a record of an attempt: no text");
  }
}
