package io.sealpost.cli;

import io.sealpost.FreePort;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The embedded broker of a running Sealpost, and commands that talk to it. */
final class RunningBroker implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final EmbeddedBroker broker;
  private final BrokerConnections connections;
  private final JMSContext jms;

  RunningBroker(Path folder) throws IOException {
    this.folder = folder;
    port = FreePort.next();
    BrokerCredentials credentials = BrokerCredentials.loadOrGenerate(data());
    broker = EmbeddedBroker.start(data().resolve("broker"), "127.0.0.1", port, credentials);
    Files.writeString(
        Files.createDirectories(config()).resolve("application.properties"),
        "sealpost.broker.port=" + port + "\n");
    connections = BrokerConnections.to(broker.url(), credentials);
    jms = connections.factory().createContext();
  }

  @Override
  public void close() throws IOException {
    jms.close();
    connections.close();
    broker.close();
  }

  int port() {
    return port;
  }

  JMSContext jms() {
    return jms;
  }

  /** The command with this broker's folders. */
  CommandRun sealpost(String input, String... arguments) {
    return CommandRun.withInput(
        input,
        Stream.concat(Stream.of(arguments), Stream.of("--config=" + config(), "--data=" + data()))
            .toArray(String[]::new));
  }

  /** Empties the queue. */
  List<TextMessage> received(String queue) {
    List<TextMessage> messages = new ArrayList<>();
    try (JMSConsumer consumer = jms.createConsumer(jms.createQueue(queue))) {
      for (TextMessage next = (TextMessage) consumer.receiveNoWait();
          next != null;
          next = (TextMessage) consumer.receiveNoWait()) {
        messages.add(next);
      }
    }
    return messages;
  }

  Path config() {
    return folder.resolve("config");
  }

  Path data() {
    return folder.resolve("data");
  }
}
