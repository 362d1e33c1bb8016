package io.sealpost.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;

/**
 * Asks an Artemis, embedded or not, how full Sealpost's queues are, by its management messages: no
 * JMX, no second port. The user needs the permission {@code manage} on {@code activemq.management}.
 */
public final class QueueDepths {
  static final String MANAGEMENT = "activemq.management";
  private static final String OURS =
      "{\"field\":\"name\",\"operation\":\"CONTAINS\",\"value\":\"sealpost.\"}";
  private static final int PAGE = 500;
  private static final long TIMEOUT_MILLIS = 10_000;
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
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      List<QueueDepth> depths = new ArrayList<>();
      // Pages count from 1.
      for (int page = 1, read = PAGE; read == PAGE; page++) {
        JsonNode queues = page(session, page);
        read = queues.size();
        queues.forEach(queue -> depths.add(depth(queue)));
      }
      depths.removeIf(depth -> !depth.queue().startsWith("sealpost."));
      depths.sort(Comparator.comparing(QueueDepth::queue));
      return List.copyOf(depths);
    }
  }

  private static JsonNode page(Session session, int page) throws JMSException {
    Message question = session.createMessage();
    try {
      JMSManagementHelper.putOperationInvocation(
          question, ResourceNames.BROKER, "listQueues", OURS, page, PAGE);
      Message answer = ask(session, question);
      Object result = JMSManagementHelper.getResult(answer);
      if (!JMSManagementHelper.hasOperationSucceeded(answer)) {
        throw new JMSException("The broker refused to list its queues: " + result);
      }
      return JSON.readTree(String.valueOf(result)).path("data");
    } catch (JsonProcessingException e) {
      throw failure("The broker's list of queues cannot be read", e);
    } catch (JMSException e) {
      throw e;
    } catch (Exception e) {
      throw failure("The broker's list of queues cannot be asked for", e);
    }
  }

  private static Message ask(Session session, Message question) throws JMSException {
    TemporaryQueue answers = session.createTemporaryQueue();
    try (MessageConsumer consumer = session.createConsumer(answers);
        MessageProducer producer = session.createProducer(session.createQueue(MANAGEMENT))) {
      question.setJMSReplyTo(answers);
      producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
      producer.send(question);
      Message answer = consumer.receive(TIMEOUT_MILLIS);
      if (answer == null) {
        throw new JMSException(
            "The broker did not answer within "
                + TIMEOUT_MILLIS / 1000
                + " s: check that the user may send to "
                + MANAGEMENT
                + " and has the permission manage");
      }
      return answer;
    } finally {
      answers.delete();
    }
  }

  private static QueueDepth depth(JsonNode queue) {
    // Artemis writes the numbers as text.
    return new QueueDepth(
        queue.path("name").asText(),
        queue.path("messageCount").asLong(),
        queue.path("scheduledCount").asLong(),
        queue.path("deliveringCount").asLong(),
        queue.path("consumerCount").asInt());
  }

  private static JMSException failure(String text, Exception cause) {
    JMSException failure = new JMSException(text);
    failure.initCause(cause);
    return failure;
  }
}
