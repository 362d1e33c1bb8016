package io.sealpost.cli;

import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts activation messages on the queue. For one thread. */
final class ActivationSender implements AutoCloseable {
  /** A property of the message contract that is a field of JMS. */
  static final String CORRELATION_ID = "correlationId";

  private final JMSContext context;
  private final JMSProducer producer;
  private final Queue queue;

  /**
   * @param activation null where an event addresses
   * @param properties of the message contract, set on every message
   * @throws JMSRuntimeException where the broker does not let us in
   */
  ActivationSender(
      ConnectionFactory broker, @Nullable String activation, Map<String, String> properties) {
    this.context = broker.createContext(JMSContext.SESSION_TRANSACTED);
    this.queue = context.createQueue(Queues.ACTIVATIONS);
    this.producer = context.createProducer();
    if (activation != null) {
      producer.setProperty(PropertyNames.ACTIVATION, activation);
    }
    properties.forEach(
        (name, value) -> {
          if (name.equals(CORRELATION_ID)) {
            producer.setJMSCorrelationID(value);
          } else {
            producer.setProperty(name, value);
          }
        });
  }

  /**
   * Sends all of them or none.
   *
   * @return the JMSMessageID of the last one
   */
  String send(List<String> attributes) throws JMSException {
    String messageId = "";
    for (String json : attributes) {
      TextMessage message = context.createTextMessage(json);
      producer.send(queue, message);
      messageId = message.getJMSMessageID();
    }
    context.commit();
    return messageId;
  }

  @Override
  public void close() {
    context.close();
  }
}
