package io.sealpost.bench.stage;

import io.sealpost.broker.Queues;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

/** Adds to the queue of activation messages as quickly as can be. */
final class ActivationProducer implements AutoCloseable {
  private static final int PER_COMMIT = 1_000;

  private final Connection connection;
  private final Session session;
  private final MessageProducer producer;
  private final int activations;

  /**
   * @param activations the messages are for, in turn
   */
  ActivationProducer(ConnectionFactory connections, int activations) throws JMSException {
    connection = connections.createConnection();
    session = connection.createSession(Session.SESSION_TRANSACTED);
    producer = session.createProducer(session.createQueue(Queues.ACTIVATIONS));
    this.activations = activations;
  }

  /**
   * Returns when all are committed.
   *
   * @param from number of the first
   */
  void send(int from, int messages) throws JMSException {
    for (int number = from; number < from + messages; number++) {
      producer.send(message(session, number, activations));
      if (number % PER_COMMIT == 0) {
        session.commit();
      }
    }
    session.commit();
  }

  @Override
  public void close() throws JMSException {
    connection.close();
  }

  static TextMessage message(Session session, int number, int activations) throws JMSException {
    TextMessage message = session.createTextMessage(SampleMessage.body(number));
    message.setStringProperty("activation", SealpostFolder.activation(number % activations));
    message.setStringProperty("eventId", SampleMessage.eventId(number));
    return message;
  }
}
