package io.sealpost;

import io.sealpost.broker.BrokerCredentials;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.receiver.SelfSignedCertificate;
import io.sealpost.receiver.TlsReceiver;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** The whole of Sealpost with its embedded broker, and a TLS receiver, in one folder. */
public final class SealpostFixture extends BrokerClient implements AutoCloseable {
  public static final String SIGNING_SECRET = "signing-secret-of-the-fixture";

  private final Path folder;
  private final TlsReceiver receiver;
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Function<ReceivedRequest, Answer> answers = request -> Answer.of(200);
  private final int brokerPort = FreePort.next();
  private final int observePort = FreePort.next();
  private final int managementPort = FreePort.next();
  private int messagesPort = brokerPort;
  private @Nullable BrokerCredentials given;
  private final Properties more = new Properties();
  private @Nullable Sealpost sealpost;
  private @Nullable CamelContext camel;

  public SealpostFixture(Path folder) throws IOException {
    this.folder = folder;
    SelfSignedCertificate certificate = SelfSignedCertificate.forLoopback(Clock.systemUTC());
    Files.createDirectories(folder.resolve("config/connections"));
    Files.createDirectories(folder.resolve("config/activations"));
    certificate.writePem(folder.resolve("config/receiver.pem"));
    Files.writeString(folder.resolve("config/signing.secret"), SIGNING_SECRET + "\n");
    receiver =
        TlsReceiver.start(
            0,
            certificate,
            Clock.systemUTC(),
            request -> {
              requests.add(request);
              return answers.apply(request);
            });
    connection("acme", "");
  }

  /** A connection to the receiver, signed with the default scheme; more keys may follow. */
  public SealpostFixture connection(String name, String more) throws IOException {
    return file(
        "connections/" + name,
        """
        connection: %s
        urlPrefix: %s/
        authType: none
        signing:
          secrets: ["{{file:signing.secret}}"]
        tls:
          trust: receiver.pem
        allowAddresses: [127.0.0.0/8, "::1/128"]
        %s
        """
            .formatted(name, receiver.origin(), more));
  }

  /** An activation of {@code acme} that posts one attribute to a path of its own name. */
  public SealpostFixture activation(String name, String more) throws IOException {
    return activation(name, "acme", more);
  }

  /** As {@link #activation(String, String)}, of another connection. */
  public SealpostFixture activation(String name, String connection, String more)
      throws IOException {
    return file(
        "activations/" + name,
        """
        activation: %s
        connection: %s
        url: %s/%s
        requestBody:
          user_id: "{{user_id}}"
        backoff: 200ms
        jitter: 0
        multiplier: 1
        %s
        """
            .formatted(name, connection, receiver.origin(), name, more));
  }

  /** Any file of the configuration folder, {@code .yaml} added. */
  public SealpostFixture file(String name, String yaml) throws IOException {
    Files.writeString(folder.resolve("config/" + name + ".yaml"), yaml);
    return this;
  }

  /** No such file any more. */
  public SealpostFixture without(String name) throws IOException {
    Files.delete(folder.resolve("config/" + name + ".yaml"));
    return this;
  }

  public SealpostFixture setting(String key, String value) {
    more.setProperty(key, value);
    return this;
  }

  /** Instead of the embedded one. */
  public SealpostFixture externalBroker(int port, BrokerCredentials credentials) {
    messagesPort = port;
    return setting("sealpost.broker.url", "tcp://127.0.0.1:" + port).credentials(credentials);
  }

  /** Of the broker, instead of generated ones. */
  public SealpostFixture credentials(BrokerCredentials credentials) {
    given = credentials;
    return setting("sealpost.broker.userName", credentials.userName())
        .setting("sealpost.broker.password", credentials.password().reveal());
  }

  public SealpostFixture start() throws StartException {
    Properties settings = new Properties();
    settings.setProperty("sealpost.config", folder.resolve("config").toString());
    settings.setProperty("sealpost.data", folder.resolve("data").toString());
    settings.setProperty("sealpost.routes", "routes");
    settings.setProperty("sealpost.broker.port", Integer.toString(brokerPort));
    settings.setProperty("sealpost.observe.port", Integer.toString(observePort));
    settings.setProperty("sealpost.management.port", Integer.toString(managementPort));
    settings.setProperty("sealpost.configuration.reloadInterval", "200ms");
    settings.putAll(more);
    camel = new DefaultCamelContext();
    sealpost = new Sealpost(camel, settings);
    sealpost.start();
    return this;
  }

  /** Of the last start. */
  public CamelContext camel() {
    return Objects.requireNonNull(camel, "not started yet");
  }

  /** As Sealpost uses it. */
  public ConnectionFactory broker() {
    return Objects.requireNonNull(sealpost, "not started").broker();
  }

  public void stop() {
    if (sealpost != null) {
      sealpost.close();
      sealpost = null;
    }
  }

  public void answer(Function<ReceivedRequest, Answer> next) {
    answers = next;
  }

  /** What the receiver saw so far. */
  public List<ReceivedRequest> requests() {
    return requests;
  }

  /** Those for one path, e.g. an activation's. */
  public List<ReceivedRequest> requestsTo(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  public String origin() {
    return receiver.origin();
  }

  public Path folder() {
    return folder;
  }

  public int brokerPort() {
    return brokerPort;
  }

  public int observePort() {
    return observePort;
  }

  public int managementPort() {
    return managementPort;
  }

  @Override
  String brokerUrl() {
    return "tcp://127.0.0.1:" + messagesPort;
  }

  @Override
  BrokerCredentials credentials() throws IOException {
    return given != null ? given : BrokerCredentials.load(folder.resolve("data")).orElseThrow();
  }

  /** Something to do with a broker. */
  @FunctionalInterface
  public interface JmsWork<T> {
    T with(JMSContext context) throws JMSException;
  }

  /** What is wanted of a message. */
  @FunctionalInterface
  public interface MessageReading<T> {
    T of(Message message) throws JMSException;
  }

  @Override
  public void close() {
    stop();
    receiver.close();
  }
}
