package io.sealpost.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/**
 * Asks an Artemis, embedded or not, since when the first message in line waits on a queue. Needs
 * the rights {@link QueueDepths} needs.
 */
public final class QueueAges {
  private final ConnectionFactory connections;

  public QueueAges(ConnectionFactory connections) {
    this.connections = connections;
  }

  /**
   * When the first message in line was sent to its queue, by the clock of who sent it. A queue has
   * none where nothing waits on it: what is kept back or being handled does not.
   *
   * @throws JMSException if the broker cannot be reached or does not answer
   */
  public Map<String, Instant> read(Collection<String> queues) throws JMSException {
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      Map<String, Object> timestamps =
          broker.attributes(
              queues.stream().map(queue -> ResourceNames.QUEUE + queue).toList(),
              "firstMessageTimestamp");
      Map<String, Instant> since = new HashMap<>();
      for (String queue : queues) {
        // A producer may leave out the time: 0.
        if (timestamps.get(ResourceNames.QUEUE + queue) instanceof Number millis
            && millis.longValue() > 0) {
          since.put(queue, Instant.ofEpochMilli(millis.longValue()));
        }
      }
      return since;
    }
  }
}
