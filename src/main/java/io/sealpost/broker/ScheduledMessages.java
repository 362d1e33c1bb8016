package io.sealpost.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
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
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      BrokerManagement.invoke(
          session, ResourceNames.QUEUE + queue, "deliverScheduledMessages", ALL);
    }
  }
}
