package io.sealpost.broker;

import io.sealpost.FreePort;
import io.sealpost.signature.Secret;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.jspecify.annotations.Nullable;

/** A real broker for a test, and a client of it. */
public final class TestBroker implements AutoCloseable {
  public static final BrokerCredentials CREDENTIALS =
      new BrokerCredentials("tester", Secret.of("correct horse"));

  private final @Nullable EmbeddedBroker broker;
  private final AutoCloseable server;
  private final String url;
  private final BrokerConnections connections;

  private TestBroker(@Nullable EmbeddedBroker broker, AutoCloseable server, String url) {
    this.broker = broker;
    this.server = server;
    this.url = url;
    this.connections = BrokerConnections.to(url, CREDENTIALS);
  }

  /** In this JVM only. */
  public static TestBroker start(Path folder) throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start(folder, "127.0.0.1", 0, CREDENTIALS);
    return new TestBroker(broker, broker, broker.url());
  }

  /** With our settings, but so little memory for a queue that some hundred messages are deep. */
  public static TestBroker shallow(Path folder) throws Exception {
    int port = FreePort.next();
    Configuration settings = BrokerSettings.of(folder, "127.0.0.1", port, port);
    settings.getAddressSettings().get("#").setMaxSizeBytes(256 * 1024).setPageSizeBytes(64 * 1024);
    ActiveMQServerImpl server = new ActiveMQServerImpl(settings, new OneUser(CREDENTIALS));
    server.start();
    return new TestBroker(null, server::stop, "tcp://127.0.0.1:" + port);
  }

  /** For other processes too. */
  public static TestBroker listening(Path folder, int port) throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start(folder, "127.0.0.1", port, CREDENTIALS);
    return new TestBroker(broker, broker, broker.url());
  }

  public EmbeddedBroker broker() {
    return Objects.requireNonNull(broker, "not an embedded one");
  }

  public String url() {
    return url;
  }

  public ConnectionFactory connections() {
    return connections.factory();
  }

  /** Fills in a message before it is sent. */
  @FunctionalInterface
  public interface Content {
    Message in(JMSContext session) throws JMSException;
  }

  /** Returns the JMSMessageID. */
  public String send(String queue, Content content) throws JMSException {
    try (JMSContext session = connections().createContext()) {
      Message message = content.in(session);
      session.createProducer().send(session.createQueue(queue), message);
      return message.getJMSMessageID();
    }
  }

  public String send(String queue, String text) throws JMSException {
    return send(queue, session -> session.createTextMessage(text));
  }

  /**
   * As a broker of the operator's own may be set up: what is rolled back is there again at once.
   */
  public void redeliverAtOnce(String queue) throws Exception {
    redeliverAfter(queue, Duration.ZERO);
  }

  /** Likewise: what is rolled back is there again after so long. */
  public void redeliverAfter(String queue, Duration delay) throws Exception {
    set(queue, "{\"redeliveryDelay\": " + delay.toMillis() + "}");
  }

  /** What is sent there is refused: within a transaction, when it commits. */
  public void refuse(String queue) throws Exception {
    set(
        queue,
        "{\"maxSizeBytes\": 2, \"pageSizeBytes\": 1, \"addressFullMessagePolicy\": \"FAIL\"}");
    // Full from the first one on.
    send(queue, "x");
  }

  /** As a broker of the operator's own may be set up: what is not there is not made. */
  public void createNoQueue(String queue) throws Exception {
    set(queue, "{\"autoCreateQueues\": false}");
  }

  private void set(String queue, String settings) throws Exception {
    try (JMSContext session = connections().createContext()) {
      Message setting = session.createMessage();
      JMSManagementHelper.putOperationInvocation(
          setting, ResourceNames.BROKER, "addAddressSettings", queue, settings);
      setting.setJMSReplyTo(session.createTemporaryQueue());
      JMSConsumer answers = session.createConsumer((Queue) setting.getJMSReplyTo());
      session.createProducer().send(session.createQueue("activemq.management"), setting);
      Message answer = answers.receive(10_000);
      if (answer == null || !JMSManagementHelper.hasOperationSucceeded(answer)) {
        throw new IllegalStateException("The test broker does not take the setting");
      }
    }
  }

  /** Sends the next message on, as a route does. */
  public void forward(String queue, Forward... forwards) throws JMSException {
    try (Connection connection = connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      Message message = session.createConsumer(session.createQueue(queue)).receive(5_000);
      new MessageForwarder(session).forward(message, List.of(forwards));
      session.commit();
    }
  }

  /** Null if none comes within two seconds. */
  public @Nullable Message receive(String queue) throws JMSException {
    return receive(queue, 2_000);
  }

  public @Nullable Message receive(String queue, long timeoutMillis) throws JMSException {
    try (JMSContext session = connections().createContext()) {
      Message message = session.createConsumer(session.createQueue(queue)).receive(timeoutMillis);
      if (message != null) {
        // A large body is read while the session is open.
        RawBody.bytes(message);
      }
      return message;
    }
  }

  /** On the queue, kept back and in delivery included; 0 if there is no such queue. */
  public long messagesOn(String queue) {
    return depth(queue).messages();
  }

  public QueueDepth depth(String queue) {
    try {
      return new QueueDepths(connections())
          .read().stream()
              .filter(depth -> depth.queue().equals(queue))
              .findFirst()
              .orElse(new QueueDepth(queue, 0, 0, 0, 0, false));
    } catch (JMSException e) {
      throw new IllegalStateException("The test broker does not answer", e);
    }
  }

  @Override
  public void close() throws IOException {
    connections.close();
    try {
      server.close();
    } catch (Exception e) {
      throw new IOException("The test broker did not stop", e);
    }
  }
}
