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
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;

/**
 * Asks an Artemis, embedded or not, since when the first message in line waits on a queue. Needs
 * the rights {@link QueueDepths} needs.
 */
public final class QueueAges {
  private static final long TIMEOUT_MILLIS = 10_000;

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
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      TemporaryQueue answers = session.createTemporaryQueue();
      try (MessageConsumer consumer = session.createConsumer(answers);
          MessageProducer producer =
              session.createProducer(session.createQueue(BrokerManagement.ADDRESS))) {
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        // All are asked before the first answer is waited for: a thousand queues in one go.
        for (String queue : queues) {
          producer.send(question(session, queue, answers));
        }
        return read(consumer, queues.size());
      } finally {
        answers.delete();
      }
    }
  }

  private static Message question(Session session, String queue, TemporaryQueue answers)
      throws JMSException {
    Message question = session.createMessage();
    JMSManagementHelper.putAttribute(
        question, ResourceNames.QUEUE + queue, "firstMessageTimestamp");
    question.setJMSCorrelationID(queue);
    question.setJMSReplyTo(answers);
    return question;
  }

  private static Map<String, Instant> read(MessageConsumer answers, int count) throws JMSException {
    Map<String, Instant> since = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Message answer = answers.receive(TIMEOUT_MILLIS);
      if (answer == null) {
        throw new JMSException(
            "The broker did not say within "
                + TIMEOUT_MILLIS / 1000
                + " s since when messages wait");
      }
      // A queue that is gone since it was listed fails alone. A producer may leave out the time: 0.
      if (JMSManagementHelper.hasOperationSucceeded(answer)
          && result(answer) instanceof Number millis
          && millis.longValue() > 0) {
        since.put(answer.getJMSCorrelationID(), Instant.ofEpochMilli(millis.longValue()));
      }
    }
    return since;
  }

  private static Object result(Message answer) throws JMSException {
    try {
      return JMSManagementHelper.getResult(answer);
    } catch (JMSException e) {
      throw e;
    } catch (Exception e) {
      JMSException failure = new JMSException("The broker's answer cannot be read");
      failure.initCause(e);
      throw failure;
    }
  }
}
