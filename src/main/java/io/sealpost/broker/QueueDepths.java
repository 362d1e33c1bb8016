package io.sealpost.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/** Asks an Artemis, embedded or not, how full Sealpost's queues are. */
public final class QueueDepths {
  private static final String OURS =
      "{\"field\":\"name\",\"operation\":\"CONTAINS\",\"value\":\"sealpost.\"}";
  private static final int PAGE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

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
      // Pages count from 1.
      for (int page = 1, read = PAGE; read == PAGE; page++) {
        JsonNode queues = page(broker, page);
        read = queues.size();
        queues.forEach(queue -> depths.add(depth(queue)));
      }
      depths.removeIf(depth -> !depth.queue().startsWith("sealpost."));
      depths.sort(Comparator.comparing(QueueDepth::queue));
      return List.copyOf(depths);
    }
  }

  private static JsonNode page(BrokerManagement broker, int page) throws JMSException {
    String queues = broker.call(ResourceNames.BROKER, "listQueues", OURS, page, PAGE);
    try {
      return JSON.readTree(queues).path("data");
    } catch (JsonProcessingException e) {
      throw BrokerManagement.failure("The broker's list of queues cannot be read", e);
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
