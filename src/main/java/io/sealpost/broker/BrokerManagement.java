package io.sealpost.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;

/**
 * Management messages to an Artemis, embedded or not: no JMX, no second port. The user needs the
 * permission {@code manage} on {@code activemq.management}.
 */
final class BrokerManagement implements AutoCloseable {
  static final String ADDRESS = "activemq.management";
  private static final long TIMEOUT_MILLIS = 10_000;

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
    Message question = session.createMessage();
    try {
      JMSManagementHelper.putOperationInvocation(question, resource, operation, arguments);
      Message answer = ask(question);
      Object result = JMSManagementHelper.getResult(answer);
      if (!JMSManagementHelper.hasOperationSucceeded(answer)) {
        throw new JMSException("The broker refused " + operation + ": " + result);
      }
      return String.valueOf(result);
    } catch (JMSException e) {
      throw e;
    } catch (Exception e) {
      throw failure("The broker cannot be asked for " + operation, e);
    }
  }

  static JMSException failure(String text, Exception cause) {
    JMSException failure = new JMSException(text);
    failure.initCause(cause);
    return failure;
  }

  private Message ask(Message question) throws JMSException {
    TemporaryQueue answers = session.createTemporaryQueue();
    try (MessageConsumer consumer = session.createConsumer(answers);
        MessageProducer producer = session.createProducer(session.createQueue(ADDRESS))) {
      question.setJMSReplyTo(answers);
      // Waits for the broker's word: a user without the permission is told at once.
      producer.setDeliveryMode(DeliveryMode.PERSISTENT);
      producer.send(question);
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
    } finally {
      answers.delete();
    }
  }

  @Override
  public void close() throws JMSException {
    try (connection) {
      session.close();
    }
  }
}
