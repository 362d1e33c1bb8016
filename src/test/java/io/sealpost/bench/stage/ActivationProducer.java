package io.sealpost.bench.stage;

import io.sealpost.broker.Queues;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

/** Fills the queue of activation messages as quickly as can be. */
final class ActivationProducer {
  private static final int PER_COMMIT = 1_000;

  private ActivationProducer() {}

  /**
   * Returns when all are committed.
   *
   * @param from number of the first
   */
  static void send(ConnectionFactory connections, int from, int messages, int activations)
      throws JMSException {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer =
            session.createProducer(session.createQueue(Queues.ACTIVATIONS))) {
      for (int number = from; number < from + messages; number++) {
        producer.send(message(session, number, activations));
        if (number % PER_COMMIT == 0) {
          session.commit();
        }
      }
      session.commit();
    }
  }

  static TextMessage message(Session session, int number, int activations) throws JMSException {
    TextMessage message = session.createTextMessage(SampleMessage.body(number));
    message.setStringProperty("activation", SealpostFolder.activation(number % activations));
    message.setStringProperty("eventId", SampleMessage.eventId(number));
    return message;
  }
}
