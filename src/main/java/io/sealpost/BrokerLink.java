package io.sealpost;

import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.broker.Queues;
import io.sealpost.broker.Troubleshooting;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to the configured broker, or to an embedded one that lives as long as they do.
 */
final class BrokerLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);

  private final BrokerConnections connections;
  private final @Nullable EmbeddedBroker embedded;

  private BrokerLink(BrokerConnections connections, @Nullable EmbeddedBroker embedded) {
    this.connections = connections;
    this.embedded = embedded;
  }

  /**
   * @param onFailure called when the embedded broker stops by itself
   */
  static BrokerLink open(RuntimeSettings settings, Runnable onFailure)
      throws StartException, IOException {
    String url = settings.brokerUrl().orElse(null);
    if (url != null) {
      return new BrokerLink(
          BrokerConnections.neverHeldBack(url, settings.brokerCredentials()), null);
    }
    Path data = settings.data();
    createClosedToOthers(data);
    BrokerCredentials credentials = settings.brokerCredentials();
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            data.resolve("broker"), settings.brokerHost(), settings.brokerPort(), credentials);
    broker.onFailure(
        () -> {
          LOG.error(
              "{}",
              Troubleshooting.pointed(
                  "The embedded broker stopped: its disk is full or failing. Nothing is taken or"
                      + " delivered, nothing is lost; see to "
                      + data.toAbsolutePath()
                      + " and start again",
                  "the-embedded-broker-stopped"));
          onFailure.run();
        });
    return new BrokerLink(BrokerConnections.neverHeldBack(broker.url(), credentials), broker);
  }

  /** Messages are customer data. A folder that is already there keeps the access it has. */
  private static void createClosedToOthers(Path data) throws IOException {
    Path absolute = data.toAbsolutePath();
    if (Files.exists(absolute)) {
      return;
    }
    Files.createDirectories(absolute.getParent());
    if (absolute.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          absolute,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(absolute);
    }
  }

  ConnectionFactory connections() {
    return connections.factory();
  }

  boolean isEmbedded() {
    return embedded != null;
  }

  /** False once the embedded broker stopped by itself. */
  boolean isRunning() {
    return embedded == null || embedded.isRunning();
  }

  /** Returns where the broker answers a question about a queue. */
  void ping() throws JMSException {
    try (Connection connection = connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      // A session alone comes out of the pool, also while the broker hangs.
      session.createBrowser(session.createQueue(Queues.ACTIVATIONS)).close();
    }
  }

  /** What is still being handled is rolled back to its queue. */
  @Override
  public void close() {
    connections.close();
    if (embedded != null) {
      try {
        embedded.close();
      } catch (IOException e) {
        LOG.warn("The embedded broker did not stop cleanly; its messages are safe", e);
      }
    }
  }
}
