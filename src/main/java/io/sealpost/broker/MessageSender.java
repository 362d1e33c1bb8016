package io.sealpost.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.List;

/** Sends messages of Sealpost's own that follow from no received one. Thread-safe. */
public final class MessageSender {
  private final ConnectionFactory connections;

  public MessageSender(ConnectionFactory connections) {
    this.connections = connections;
  }

  /**
   * Returns when the broker has it on disk.
   *
   * @throws IOException where the broker does not take it, or did not say so
   */
  public void send(NewMessage message) throws IOException {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      new MessageForwarder(session).send(List.of(message));
      session.commit();
    } catch (JMSException e) {
      throw new IOException("The broker did not take a message for " + message.queue(), e);
    }
  }
}
