package io.sealpost.broker;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;

/** A process of its own, with a heap of its own: gives up so many messages, and ends with 0. */
final class ForwardingProcess {
  private ForwardingProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (BrokerConnections connections =
            BrokerConnections.to(arguments[0], TestBroker.CREDENTIALS);
        Connection connection = connections.factory().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      MessageConsumer consumer = session.createConsumer(session.createQueue(Queues.ACTIVATIONS));
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        Message received = consumer.receive(30_000);
        new MessageForwarder(session).forward(received, List.of(Forward.to(Queues.DEAD, Map.of())));
      }
      session.commit();
    }
  }
}
