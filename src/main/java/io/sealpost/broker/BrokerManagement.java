package io.sealpost.broker;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.jspecify.annotations.Nullable;

/**
 * Has an Artemis, embedded or not, do something by a management message: no JMX, no second port.
 * The user needs the permission {@code manage} on {@code activemq.management}.
 */
final class BrokerManagement {
  private static final String ADDRESS = "activemq.management";
  private static final long TIMEOUT_MILLIS = 10_000;

  private BrokerManagement() {}

  /**
   * Waits for the answer.
   *
   * @param session not transacted, of a started connection
   * @throws JMSException if the broker does not answer or refuses
   */
  static @Nullable Object invoke(
      Session session, String resource, String operation, Object... arguments) throws JMSException {
    Message question = session.createMessage();
    try {
      JMSManagementHelper.putOperationInvocation(question, resource, operation, arguments);
      Message answer = ask(session, question);
      Object result = JMSManagementHelper.getResult(answer);
      if (!JMSManagementHelper.hasOperationSucceeded(answer)) {
        throw new JMSException("The broker refused " + operation + ": " + result);
      }
      return result;
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

  private static Message ask(Session session, Message question) throws JMSException {
    TemporaryQueue answers = session.createTemporaryQueue();
    try (MessageConsumer consumer = session.createConsumer(answers);
        MessageProducer producer = session.createProducer(session.createQueue(ADDRESS))) {
      question.setJMSReplyTo(answers);
      producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
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
}
