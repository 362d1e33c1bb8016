package io.sealpost.bench.stage;

import io.sealpost.FreePort;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.fault.BrokerMain;
import io.sealpost.fault.ChildProcess;
import io.sealpost.signature.Secret;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Sealpost's broker, set up as the embedded one is. All who take from it take from one queue. */
final class Artemis implements Bus {
  static final BrokerCredentials CREDENTIALS =
      new BrokerCredentials("bench", Secret.of("correct horse"));

  /** Its page files' buffers and its journal's records of a long backlog. */
  private static final List<String> JVM = List.of("-Xmx1g");

  private final int port = FreePort.next();
  private final int activations;
  private final ChildProcess process;
  private final ActiveMQConnectionFactory producers;
  private @Nullable ActivationProducer producer;
  private int sent;

  private Artemis(Path folder, int activations) {
    this.activations = activations;
    process = BrokerMain.process(folder.resolve("broker"), port, CREDENTIALS, JVM);
    producers = connections(url());
  }

  static ActiveMQConnectionFactory connections(String url) {
    return new ActiveMQConnectionFactory(
        url, CREDENTIALS.userName(), CREDENTIALS.password().reveal());
  }

  /**
   * An empty one.
   *
   * @param activations the messages are for, in turn
   */
  static Artemis start(Path folder, int activations) throws IOException {
    Artemis broker = new Artemis(folder, activations);
    broker.process.start();
    broker.process.awaitUp();
    return broker;
  }

  String url() {
    return "tcp://127.0.0.1:" + port;
  }

  @Override
  public int fill(int messages) throws JMSException {
    if (producer == null) {
      producer = new ActivationProducer(producers, activations);
    }
    producer.send(sent, messages);
    sent += messages;
    return sent;
  }

  @Override
  public long[] pace(int perSecond, int messages) throws Exception {
    long[] committed = PacedProducer.send(producers, sent, perSecond, messages, activations);
    sent += messages;
    return committed;
  }

  @Override
  public List<ChildProcess> processes() {
    return List.of(process);
  }

  @Override
  public void close() {
    // With its connections: the messages that are left are nobody's any more.
    producers.close();
    process.end();
  }
}
