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
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.jspecify.annotations.Nullable;

/**
 * Management messages to an Artemis, embedded or not: no JMX, no second port. The user needs the
 * permission {@code manage} on {@code activemq.management}.
 */
final class BrokerManagement implements AutoCloseable {
  private static final String ADDRESS = "activemq.management";
  private static final long TIMEOUT_MILLIS = 10_000;
  private static final String PREFIX = "sealpost.";
  private static final String OURS =
      "{\"field\":\"%s\",\"operation\":\"CONTAINS\",\"value\":\"" + PREFIX + "\"}";
  private static final int PAGE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;
  private final Session session;

  /**
   * Connects.
   *
   * @throws JMSException if the broker cannot be reached
   */
  BrokerManagement(ConnectionFactory connections) throws JMSException {
    connection = connections.createConnection();
    session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    connection.start();
  }

  /**
   * What an operation returned, as text.
   *
   * @param resource as {@code ResourceNames} has it
   * @throws JMSException if the broker does not answer or refuses
   */
  String call(String resource, String operation, Object... arguments) throws JMSException {
    return String.valueOf(invoke(resource, operation, arguments));
  }

  /** Its time of day, in milliseconds since 1970. */
  long timeMillis() throws JMSException {
    return Long.parseLong(call(ResourceNames.BROKER, "getCurrentTimeMillis"));
  }

  /** What an operation that returns names returned. */
  List<String> names(String resource, String operation) throws JMSException {
    return Arrays.stream((Object[]) invoke(resource, operation)).map(String::valueOf).toList();
  }

  private @Nullable Object invoke(String resource, String operation, Object... arguments)
      throws JMSException {
    Message question = session.createMessage();
    try {
      JMSManagementHelper.putOperationInvocation(question, resource, operation, arguments);
    } catch (JMSException e) {
      throw e;
    } catch (Exception e) {
      throw failure("The broker cannot be asked for " + operation, e);
    }
    Message answer = askAll(List.of(question)).get(0);
    Object result = result(answer);
    if (!JMSManagementHelper.hasOperationSucceeded(answer)) {
      throw new JMSException("The broker refused " + operation + ": " + result);
    }
    return result;
  }

  /**
   * One attribute of many resources.
   *
   * @return by resource, without those that are not there (any more) or have no such value
   * @throws JMSException if the broker does not answer
   */
  Map<String, Object> attributes(Collection<String> resources, String attribute)
      throws JMSException {
    List<Message> questions = new ArrayList<>();
    for (String resource : resources) {
      Message question = session.createMessage();
      JMSManagementHelper.putAttribute(question, resource, attribute);
      question.setJMSCorrelationID(resource);
      questions.add(question);
    }
    Map<String, Object> values = new HashMap<>();
    for (Message answer : askAll(questions)) {
      if (JMSManagementHelper.hasOperationSucceeded(answer) && result(answer) != null) {
        values.put(answer.getJMSCorrelationID(), result(answer));
      }
    }
    return values;
  }

  /**
   * The queues whose name or address begins with {@code sealpost.}, with all that Artemis tells of
   * them. It writes numbers and booleans as text.
   *
   * @param field {@code name} or {@code address}
   */
  List<JsonNode> queues(String field) throws JMSException {
    String ours = OURS.formatted(field);
    List<JsonNode> queues = new ArrayList<>();
    // Pages count from 1.
    for (int page = 1, read = PAGE; read == PAGE; page++) {
      JsonNode found = json(call(ResourceNames.BROKER, "listQueues", ours, page, PAGE));
      read = found.size();
      found.forEach(queues::add);
    }
    // The broker knows «contains» only.
    queues.removeIf(queue -> !queue.path(field).asText().startsWith(PREFIX));
    return queues;
  }

  private static JsonNode json(String queues) throws JMSException {
    try {
      return JSON.readTree(queues).path("data");
    } catch (JsonProcessingException e) {
      throw failure("The broker's list of queues cannot be read", e);
    }
  }

  static JMSException failure(String text, Exception cause) {
    JMSException failure = new JMSException(text);
    failure.initCause(cause);
    return failure;
  }

  /** All are asked before the first answer is waited for: a thousand queues in one go. */
  private List<Message> askAll(List<Message> questions) throws JMSException {
    TemporaryQueue replies = session.createTemporaryQueue();
    try (MessageConsumer consumer = session.createConsumer(replies);
        MessageProducer producer = session.createProducer(session.createQueue(ADDRESS))) {
      for (int i = 0; i < questions.size(); i++) {
        questions.get(i).setJMSReplyTo(replies);
        // The first waits for the broker's word: a user without the permission is told at once.
        producer.setDeliveryMode(i == 0 ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        producer.send(questions.get(i));
      }
      List<Message> answers = new ArrayList<>();
      while (answers.size() < questions.size()) {
        answers.add(answer(consumer));
      }
      return answers;
    } finally {
      replies.delete();
    }
  }

  private static Message answer(MessageConsumer consumer) throws JMSException {
    Message answer = consumer.receive(TIMEOUT_MILLIS);
    if (answer == null) {
      throw new JMSException(
          "The broker did not answer within "
              + TIMEOUT_MILLIS / 1000
              + " s: check that the user may send to "
              + ADDRESS
              + " and has the permission manage");
    }
    return answer;
  }

  private static @Nullable Object result(Message answer) throws JMSException {
    try {
      return JMSManagementHelper.getResult(answer);
    } catch (JMSException e) {
      throw e;
    } catch (Exception e) {
      throw failure("The broker's answer cannot be read", e);
    }
  }

  @Override
  public void close() throws JMSException {
    try (connection) {
      session.close();
    }
  }
}
