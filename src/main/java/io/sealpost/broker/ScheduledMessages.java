package io.sealpost.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/** Messages the broker keeps back until their delay is over. No consumer sees them before. */
public final class ScheduledMessages {
  private static final String ALL = "";

  private final ConnectionFactory connections;

  public ScheduledMessages(ConnectionFactory connections) {
    this.connections = connections;
  }

  /**
   * Ends the delay of all that are there now.
   *
   * @throws JMSException if the broker cannot be reached or refuses; an old one does not know how
   */
  public void release(String queue) throws JMSException {
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      broker.call(ResourceNames.QUEUE + queue, "deliverScheduledMessages", ALL);
    }
  }
}
