package io.sealpost.bench.stage;

import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.fault.ChildProcess;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** The broker that runs inside a contender; before that one is started, its folder. */
final class BrokerInside implements Bus {
  private final Path folder;
  private final ChildProcess contender;
  private final ActiveMQConnectionFactory producers;
  private final int activations;
  private @Nullable ActivationProducer producer;
  private int sent;

  /**
   * @param port where the contender's broker listens
   */
  BrokerInside(Path folder, ChildProcess contender, int port, int activations) {
    this.folder = folder;
    this.contender = contender;
    this.activations = activations;
    producers = Artemis.connections("tcp://127.0.0.1:" + port);
  }

  @Override
  public int fill(int messages) throws IOException, JMSException {
    if (contender.isAlive()) {
      if (producer == null) {
        producer = new ActivationProducer(producers, activations);
      }
      producer.send(sent, messages);
    } else {
      fillClosed(messages);
    }
    sent += messages;
    return sent;
  }

  private void fillClosed(int messages) throws IOException, JMSException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, "127.0.0.1", 0, Artemis.CREDENTIALS);
        ActiveMQConnectionFactory connections = Artemis.connections(broker.url());
        ActivationProducer closed = new ActivationProducer(connections, activations)) {
      closed.send(sent, messages);
    }
  }

  /** None of its own: what it costs is in what its contender costs. */
  @Override
  public List<ChildProcess> processes() {
    return List.of();
  }

  @Override
  public void close() {
    producers.close();
  }
}
