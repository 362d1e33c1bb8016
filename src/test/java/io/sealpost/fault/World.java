package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.FreePort;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.delivery.TestCertificates;
import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.OfMessage;
import io.sealpost.fault.LedgerEntry.Took;
import io.sealpost.signature.Secret;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A producer, Sealpost, its broker and a receiver in one folder, with lines between them that can
 * be cut. All of them run when {@link #start} returns, and again after {@link #heal}.
 */
final class World implements AutoCloseable {
  static final BrokerCredentials CREDENTIALS =
      new BrokerCredentials("harness", Secret.of("correct horse"));

  /** Of a message, unless a scenario sends its own. */
  private static final int BODY_BYTES = 1024;

  /** What a JVM ends with on SIGTERM. */
  private static final int TERMINATED = 128 + 15;

  private final Path folder;
  private final Brokers brokers;
  private final int apiPort = FreePort.next();
  private final Ledger ledger;
  private final @Nullable OwnNetwork network;
  private final TestCertificates certificates = new TestCertificates();
  private final Receiver receiver;
  private final TcpProxy receiverLine;
  private final TcpProxy brokerLine;
  private final SealpostProcess sealpost;
  private final ChildProcess broker;
  private final @Nullable ChildProcess standby;
  private final BrokerQueues queues;
  private final Patience patience;
  private final Producer producer;
  private final Device device;
  private final List<CompletableFuture<Void>> sending = new ArrayList<>();

  private World(Path folder, WorldSettings settings, Device device)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.device = device;
    this.brokers = settings.brokers();
    int brokerPort = FreePort.next();
    int standbyPort = FreePort.next();
    String url = settings.brokerUrl(brokerPort, standbyPort);
    queues = new BrokerQueues(url);
    patience = new Patience(queues);
    Files.createDirectories(config());
    ledger = Ledger.create(ledgerFile());
    network = settings.ownNetwork() ? OwnNetwork.lay(folder) : null;
    Files.writeString(
        config().resolve("authority.pem"), TestCertificates.pem(certificates.authority()));
    receiver =
        Receiver.start(
            ledger,
            Handshake.tls(certificates.context(certificates.issue(settings.receiverHost()))));
    receiverLine = TcpProxy.to(receiver.port(), settings.lineAddress());
    brokerLine = TcpProxy.to(brokerPort, settings.lineAddress());
    settings.writeConfiguration(config(), receiverLine.port());
    String lineUrl = settings.lineUrl(brokerPort, brokerLine.port(), standbyPort);
    Map<String, String> environment = settings.sealpost(brokerPort, lineUrl, apiPort);
    environment.putAll(device.environment());
    sealpost = new SealpostProcess(folder, environment, device.launcher());
    broker = brokers.serving(sealpost, brokerFolder(), brokerPort, standbyPort);
    standby = brokers.standingBy(brokerFolder(), brokerPort, standbyPort);
    producer = new Producer(ledger, url, CREDENTIALS);
  }

  static World start(Path folder, WorldSettings settings) throws Exception {
    Device device = settings.device().in(folder);
    World world;
    try {
      world = new World(folder, settings, device);
    } catch (IOException | InterruptedException | RuntimeException e) {
      device.close();
      throw e;
    }
    try {
      world.heal();
      return world;
    } catch (Exception | AssertionError e) {
      world.close();
      throw e;
    }
  }

  Ledger ledger() {
    return ledger;
  }

  Receiver receiver() {
    return receiver;
  }

  /** Of those who issued the receiver's certificate; Sealpost trusts it. */
  TestCertificates certificates() {
    return certificates;
  }

  /** Of a world that has one. */
  OwnNetwork network() {
    return Objects.requireNonNull(network, "the settings want none");
  }

  /** Between Sealpost and the receiver. */
  TcpProxy receiverLine() {
    return receiverLine;
  }

  /** Between Sealpost and a broker of its own process; the producer has another way to it. */
  TcpProxy brokerLine() {
    return brokerLine;
  }

  SealpostProcess sealpost() {
    return sealpost;
  }

  /** Sealpost itself, where the broker is embedded; of two, the one that serves first. */
  ChildProcess broker() {
    return broker;
  }

  /** The one the settings name. */
  <T extends Device> T device(Class<T> kind) {
    return kind.cast(device);
  }

  BrokerQueues queues() {
    return queues;
  }

  Producer producer() {
    return producer;
  }

  Path ledgerFile() {
    return ledgerIn(folder);
  }

  static Path ledgerIn(Path folder) {
    return folder.resolve("ledger");
  }

  /** Of Sealpost, which takes up changes there while it runs. */
  Path config() {
    return folder.resolve("config");
  }

  Path data() {
    return folder.resolve("data");
  }

  Path brokerFolder() {
    return brokers == Brokers.EMBEDDED ? data().resolve("broker") : folder.resolve("broker");
  }

  /**
   * What lies on the queues, once Sealpost has ended: from the disk of a broker that is killed as
   * if power failed; of two, as the one that serves tells.
   */
  List<OfMessage> left() throws IOException, JMSException, InterruptedException {
    if (brokers.isPair()) {
      return queues.messages();
    }
    if (broker.isAlive()) {
      kill(broker, 0);
    }
    return FinalQueues.read(brokerFolder(), CREDENTIALS);
  }

  int apiPort() {
    return apiPort;
  }

  /** Sends in the background. */
  void produce(int messages) {
    produce(producer.send(messages, (id, number) -> Producer.attributes(id, BODY_BYTES)));
  }

  /** What a scenario sends by itself is waited for, too. */
  void produce(CompletableFuture<Void> work) {
    sending.add(work);
  }

  /** Whether all that was to be sent is confirmed or in doubt; throws where it cannot be. */
  boolean hasProduced() {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new));
    if (all.isCompletedExceptionally()) {
      all.join();
    }
    return all.isDone();
  }

  /**
   * SIGKILL, with a word of it in the ledger first.
   *
   * @param mayRepeat how many requests may come once more for it
   */
  void kill(ChildProcess process, int mayRepeat) throws InterruptedException {
    ledger.append(new Fault("kill " + name(process), mayRepeat));
    process.kill();
  }

  /** SIGSTOP, until {@link #heal}; with a word of it in the ledger first. */
  void pause(ChildProcess process, int mayRepeat) throws IOException, InterruptedException {
    ledger.append(new Fault("stop " + name(process), mayRepeat));
    process.pause();
  }

  /**
   * SIGTERM, with a word of it in the ledger first, and of how long it took behind.
   *
   * @param mayRepeat how many requests may come once more for it
   */
  void terminateSealpost(int mayRepeat) throws InterruptedException {
    ledger.append(new Fault("terminate sealpost", mayRepeat));
    long start = System.nanoTime();
    assertThat(sealpost.terminate()).as("exit code at SIGTERM").isEqualTo(TERMINATED);
    ledger.append(new Took("SIGTERM to exit", (int) ((System.nanoTime() - start) / 1_000_000)));
  }

  /** Ends all faults: what was killed, held or cut runs again, and the receiver answers 200. */
  void heal() throws IOException, InterruptedException {
    receiver.mend();
    receiverLine.release();
    brokerLine.release();
    if (network != null) {
      network.mend();
    }
    broker.bringBack();
    if (standby != null) {
      standby.bringBack();
    }
    sealpost.bringBack();
  }

  /** Waits. That the broker does not answer is no yet. */
  void until(String what, Callable<Boolean> condition) {
    patience.until(what, condition);
  }

  /** Waits until there are so many, however long it takes as long as more come. */
  void untilAll(Class<? extends LedgerEntry> kind, int count) {
    for (int had = ledger.count(kind); had < count; had = ledger.count(kind)) {
      int before = had;
      until(
          count + " are " + kind.getSimpleName() + ", not " + before,
          () -> ledger.count(kind) > before);
    }
  }

  /** Waits until every message has come to its end. */
  void untilQuiet() {
    until("all is sent", this::hasProduced);
    patience.untilQuiet();
  }

  private String name(ChildProcess process) {
    return process == sealpost ? "sealpost" : "broker";
  }

  /** Kills what still runs; the folder stays. */
  @Override
  public void close() throws IOException {
    sealpost.end();
    broker.end();
    if (standby != null) {
      standby.end();
    }
    try (device;
        ledger;
        receiver;
        receiverLine;
        brokerLine;
        network) {
      producer.close();
    }
  }
}
