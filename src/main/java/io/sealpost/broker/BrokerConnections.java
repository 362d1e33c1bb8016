package io.sealpost.broker;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * Connections to the embedded or an external Artemis. All routes share one connection and take a
 * session each; the transaction of a consumer and what it sends need this very factory.
 */
public final class BrokerConnections implements AutoCloseable {
  /** No limit: at a limit (500 by default) the pool would block for ever, without a word. */
  private static final int UNLIMITED = -1;

  private static final int IDLE_SESSIONS = 16;

  private final ActiveMQConnectionFactory artemis;
  private final JmsPoolConnectionFactory pool;

  private BrokerConnections(ActiveMQConnectionFactory artemis, JmsPoolConnectionFactory pool) {
    this.artemis = artemis;
    this.pool = pool;
  }

  /**
   * As {@link #to}, for Sealpost itself. While the broker holds producers back for want of room,
   * what is there is still delivered: each of these sends makes room for itself.
   */
  public static BrokerConnections neverHeldBack(String url, BrokerCredentials credentials) {
    BrokerConnections connections = to(url, credentials);
    connections.artemis.setProducerWindowSize(UNLIMITED);
    return connections;
  }

  /**
   * Connects to nothing yet.
   *
   * @param url {@link EmbeddedBroker#url()}, {@code tcp://host:port} or Artemis's list of them
   * @throws IllegalArgumentException if Artemis cannot read the url
   */
  public static BrokerConnections to(String url, BrokerCredentials credentials) {
    ActiveMQConnectionFactory artemis = connect(url, credentials);
    JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
    pool.setConnectionFactory(artemis);
    pool.setMaxConnections(1);
    pool.setMaxSessionsPerConnection(UNLIMITED);
    pool.setMaxIdleSessionsPerConnection(IDLE_SESSIONS);
    pool.setConnectionIdleTimeout(0);
    return new BrokerConnections(artemis, pool);
  }

  private static ActiveMQConnectionFactory connect(String url, BrokerCredentials credentials) {
    ActiveMQConnectionFactory artemis;
    try {
      artemis =
          new ActiveMQConnectionFactory(
              url, credentials.userName(), credentials.password().reveal());
    } catch (RuntimeException e) {
      // The url may hold a password: name the setting, not its value.
      throw new IllegalArgumentException(
          "sealpost.broker.url cannot be read: write tcp://host:port, several as"
              + " (tcp://a:61616,tcp://b:61616)?ha=true",
          e);
    }
    // A message waits on the broker until a consumer is free. Prefetching would park it behind a
    // slow call, and consumers added for the load would find nothing to do.
    artemis.setConsumerWindowSize(0);
    artemis.setBlockOnDurableSend(true);
    // Of two brokers the second is found by the URL. Artemis's own list of who is there has no
    // place for a backup whose primary is gone: connecting would fail for good.
    artemis.setUseTopologyForLoadBalancing(false);
    // Not even in a transaction would a message come back.
    artemis.setPreAcknowledge(false);
    artemis.getServerLocator().addIncomingInterceptor(new LargeBodiesStay());
    // Never used: bodies of object messages are not looked into. Should anybody try, nothing is
    // allowed.
    artemis.setDeserializationDenyList("*");
    if (!url.contains("reconnectAttempts")) {
      // Fail at once: the transaction is lost anyway, and the container takes a new connection.
      artemis.setReconnectAttempts(0);
    }
    return artemis;
  }

  public ConnectionFactory factory() {
    return pool;
  }

  /** Sessions still open are rolled back. */
  @Override
  public void close() {
    pool.stop();
    artemis.close();
  }
}
