package io.sealpost.fault;

import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.QueueBrowse;
import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.QueueDepths;
import io.sealpost.broker.Queues;
import io.sealpost.broker.ScheduledMessages;
import io.sealpost.fault.LedgerEntry.Dead;
import io.sealpost.fault.LedgerEntry.OfMessage;
import io.sealpost.fault.LedgerEntry.Pending;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What lies on a broker's queues once nothing uses it any more. */
final class FinalQueues {
  private FinalQueues() {}

  /** Read by a broker started anew over the folder of one that was killed: from the disk. */
  static List<OfMessage> read(Path folder, BrokerCredentials credentials)
      throws IOException, JMSException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, "127.0.0.1", 0, credentials);
        BrokerConnections connections = BrokerConnections.to(broker.url(), credentials)) {
      return read(connections);
    }
  }

  /**
   * Each message of each queue. Those kept back for later are released first: no browser sees them.
   *
   * @throws IllegalStateException if a queue holds more than it shows
   */
  static List<OfMessage> read(BrokerConnections connections) throws JMSException {
    List<OfMessage> found = new ArrayList<>();
    for (QueueDepth queue : new QueueDepths(connections.factory()).read()) {
      if (queue.scheduled() > 0) {
        new ScheduledMessages(connections.factory()).release(queue.queue());
      }
      List<OfMessage> shown = browse(connections, queue.queue());
      if (shown.size() != queue.messages()) {
        throw new IllegalStateException(
            queue + " shows " + shown.size() + " messages: a browse that leaves some out");
      }
      found.addAll(shown);
    }
    return found;
  }

  private static List<OfMessage> browse(BrokerConnections connections, String queue)
      throws JMSException {
    try (Connection connection = connections.factory().createConnection();
        Session session = connection.createSession();
        QueueBrowse browse = new QueueBrowse(session, queue)) {
      connection.start();
      List<OfMessage> found = new ArrayList<>();
      for (Message message = browse.next(); message != null; message = browse.next()) {
        found.add(queue.equals(Queues.DEAD) ? dead(message) : pending(message, queue));
      }
      return found;
    }
  }

  private static Pending pending(Message message, String queue) throws JMSException {
    return new Pending(unit(message), queue);
  }

  private static Dead dead(Message message) throws JMSException {
    return new Dead(
        unit(message),
        text(message, "sealpostDeliveryId"),
        message.getIntProperty("sealpostAttempts"),
        text(message, "sealpostReason"));
  }

  private static String unit(Message message) throws JMSException {
    // Poison has one of another type.
    String event =
        message.getObjectProperty(PropertyNames.EVENT) instanceof String text ? text : null;
    String activation = message.getStringProperty(PropertyNames.ACTIVATION);
    return Unit.of(text(message, PropertyNames.EVENT_ID), event, activation);
  }

  private static String text(Message message, String property) throws JMSException {
    String value = message.getStringProperty(property);
    return value == null ? "" : value;
  }
}
