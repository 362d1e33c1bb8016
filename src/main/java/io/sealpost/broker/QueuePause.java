package io.sealpost.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/**
 * Pauses queues of an Artemis, embedded or not: it gives their messages to no consumer until they
 * are resumed, over restarts too. What a consumer already has is not taken back.
 */
public final class QueuePause {
  private final ConnectionFactory connections;

  public QueuePause(ConnectionFactory connections) {
    this.connections = connections;
  }

  /**
   * Again does nothing.
   *
   * @throws JMSException if the broker cannot be reached, has no such queue, or refuses
   */
  public void pause(String queue) throws JMSException {
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      // Kept in the broker's journal.
      broker.call(ResourceNames.QUEUE + queue, "pause", true);
    }
  }

  /**
   * Again does nothing.
   *
   * @throws JMSException if the broker cannot be reached, has no such queue, or refuses
   */
  public void resume(String queue) throws JMSException {
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      broker.call(ResourceNames.QUEUE + queue, "resume");
    }
  }
}
