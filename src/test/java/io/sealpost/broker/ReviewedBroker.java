package io.sealpost.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An Artemis with the embedded one's settings but for what a test changes, under review. */
final class ReviewedBroker implements AutoCloseable {
  private final Path folder;
  private final int id;
  private final ActiveMQServerImpl server;
  private final BrokerConnections connections;

  /** Started. Its id is a number no other broker of this JVM has. */
  ReviewedBroker(Path folder, int id, Consumer<Configuration> change) throws Exception {
    this.folder = folder;
    this.id = id;
    Configuration settings = BrokerSettings.of(folder, "127.0.0.1", 0, id);
    change.accept(settings);
    server = new ActiveMQServerImpl(settings, new OneUser(TestBroker.CREDENTIALS));
    server.start();
    connections = BrokerConnections.to("vm://" + id, TestBroker.CREDENTIALS);
  }

  ActiveMQServerImpl server() {
    return server;
  }

  ConnectionFactory connections() {
    return connections.factory();
  }

  List<BrokerFinding> findings() throws JMSException {
    return BrokerReview.of(connections());
  }

  /** The shipped settings of every address, but for this. */
  void setForAll(Consumer<AddressSettings> change) throws Exception {
    AddressSettings settings =
        BrokerSettings.of(folder, "127.0.0.1", 0, id).getAddressSettings().get("#");
    change.accept(settings);
    server.getAddressSettingsRepository().addMatch("#", settings);
  }

  @Override
  public void close() throws IOException {
    connections.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("The broker did not stop", e);
    }
  }
}
