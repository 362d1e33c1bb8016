package io.sealpost;

import io.sealpost.SealpostFixture.JmsWork;
import io.sealpost.SealpostFixture.MessageReading;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.QueueBrowse;
import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.QueueDepths;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** What tests do with the broker: as any other process, over tcp and with its password. */
abstract class BrokerClient {
  abstract String brokerUrl();

  abstract BrokerCredentials credentials() throws IOException;

  /** Puts one text message on {@code sealpost.activations}. */
  public void send(String body, Map<String, String> properties) throws Exception {
    send(
        context -> {
          Message message = context.createTextMessage(body);
          for (Map.Entry<String, String> property : properties.entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
          }
          return message;
        });
  }

  /** Puts any message on {@code sealpost.activations}, and says which JMSMessageID it got. */
  public String send(JmsWork<Message> made) throws Exception {
    return jms(
        context -> {
          Message message = made.with(context);
          context.createProducer().send(context.createQueue("sealpost.activations"), message);
          return message.getJMSMessageID();
        });
  }

  /** What lies in a queue, the oldest first; the messages stay there. */
  public List<Message> browse(String queue) throws Exception {
    return browse(queue, message -> message);
  }

  /** As {@link #browse(String)}; a large body can only be read while the session is open. */
  public <T> List<T> browse(String queue, MessageReading<T> reading) throws Exception {
    BrokerCredentials credentials = credentials();
    String password = credentials.password().reveal();
    // Not Sealpost's own: that leaves large bodies where they are.
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(brokerUrl());
        Connection connection = factory.createConnection(credentials.userName(), password);
        Session session = connection.createSession();
        QueueBrowse browse = new QueueBrowse(session, queue)) {
      connection.start();
      List<T> read = new ArrayList<>();
      for (Message message = browse.next(); message != null; message = browse.next()) {
        read.add(reading.of(message));
      }
      return read;
    }
  }

  /** The dead messages of an activation, the oldest first. */
  public List<Message> dead(String activation) throws Exception {
    List<Message> dead = new ArrayList<>();
    for (Message message : browse("sealpost.dead")) {
      if (activation.equals(message.getStringProperty("activation"))) {
        dead.add(message);
      }
    }
    return dead;
  }

  /** Messages on a queue, those kept back for a retry or just being handled included. */
  public long depth(String queue) throws Exception {
    return queue(queue).messages();
  }

  /** How full a queue is; empty where there is none. */
  public QueueDepth queue(String name) throws Exception {
    BrokerCredentials credentials = credentials();
    try (BrokerConnections connections = BrokerConnections.to(brokerUrl(), credentials)) {
      return new QueueDepths(connections.factory())
          .read().stream()
              .filter(depth -> depth.queue().equals(name))
              .findFirst()
              .orElse(new QueueDepth(name, 0, 0, 0, 0, false));
    }
  }

  /** Work with the broker as any other process does it: over tcp, with the generated password. */
  public <T> T jms(JmsWork<T> work) throws Exception {
    BrokerCredentials credentials = credentials();
    try (BrokerConnections connections = BrokerConnections.to(brokerUrl(), credentials);
        JMSContext context = connections.factory().createContext()) {
      return work.with(context);
    }
  }

  /** As {@link #jms}, by a client that is not Sealpost's: without a pool and what it forbids. */
  public <T> T jmsWithoutPool(JmsWork<T> work) throws Exception {
    BrokerCredentials credentials = credentials();
    String password = credentials.password().reveal();
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(brokerUrl());
        JMSContext context = factory.createContext(credentials.userName(), password)) {
      return work.with(context);
    }
  }
}
