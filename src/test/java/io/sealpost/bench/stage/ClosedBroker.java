package io.sealpost.bench.stage;

import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.fault.ChildProcess;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The folder of a broker that runs inside the contender: to be filled before that one starts. */
final class ClosedBroker implements Bus {
  private final Path folder;
  private final int activations;
  private int sent;

  ClosedBroker(Path folder, int activations) {
    this.folder = folder;
    this.activations = activations;
  }

  @Override
  public int fill(int messages) throws IOException, JMSException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, "127.0.0.1", 0, Artemis.CREDENTIALS);
        ActiveMQConnectionFactory producers =
            new ActiveMQConnectionFactory(
                broker.url(),
                Artemis.CREDENTIALS.userName(),
                Artemis.CREDENTIALS.password().reveal());
        ActivationProducer producer = new ActivationProducer(producers, activations)) {
      producer.send(sent, messages);
    }
    sent += messages;
    return sent;
  }

  @Override
  public List<ChildProcess> processes() {
    return List.of();
  }

  @Override
  public void close() {
    // Nothing runs.
  }
}
