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
   * @return whether it was not paused before
   * @throws JMSException if the broker cannot be reached, has no such queue, or refuses
   */
  public boolean pause(String queue) throws JMSException {
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      boolean was = isPaused(broker, queue);
      // Kept in the broker's journal.
      broker.call(ResourceNames.QUEUE + queue, "pause", true);
      return !was;
    }
  }

  /**
   * Again does nothing.
   *
   * @return whether it was paused before
   * @throws JMSException if the broker cannot be reached, has no such queue, or refuses
   */
  public boolean resume(String queue) throws JMSException {
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      boolean was = isPaused(broker, queue);
      broker.call(ResourceNames.QUEUE + queue, "resume");
      return was;
    }
  }

  private static boolean isPaused(BrokerManagement broker, String queue) throws JMSException {
    return Boolean.parseBoolean(broker.call(ResourceNames.QUEUE + queue, "isPaused"));
  }
}
