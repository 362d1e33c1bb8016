package io.sealpost.broker;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Asks an Artemis, embedded or not, how full Sealpost's queues are. */
public final class QueueDepths {
  private final ConnectionFactory connections;

  public QueueDepths(ConnectionFactory connections) {
    this.connections = connections;
  }

  /**
   * All queues whose names begin with {@code sealpost.}, by name.
   *
   * @throws JMSException if the broker cannot be reached, does not answer or refuses
   */
  public List<QueueDepth> read() throws JMSException {
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      List<QueueDepth> depths = new ArrayList<>();
      broker.queues("name").forEach(queue -> depths.add(depth(queue)));
      depths.sort(Comparator.comparing(QueueDepth::queue));
      return List.copyOf(depths);
    }
  }

  private static QueueDepth depth(JsonNode queue) {
    // Artemis writes the numbers as text.
    return new QueueDepth(
        queue.path("name").asText(),
        queue.path("messageCount").asLong(),
        queue.path("scheduledCount").asLong(),
        queue.path("deliveringCount").asLong(),
        queue.path("consumerCount").asInt(),
        queue.path("paused").asBoolean());
  }
}
