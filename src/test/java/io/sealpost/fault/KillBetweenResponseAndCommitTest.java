package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.FreePort;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.QueueDepths;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import io.sealpost.receiver.SelfSignedCertificate;
import io.sealpost.receiver.TlsReceiver;
import io.sealpost.signature.Secret;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged product is killed with SIGKILL at the worst moments, and started again. */
@Tag("packaged")
@Timeout(240)
class KillBetweenResponseAndCommitTest {
  private static final BrokerCredentials CREDENTIALS =
      new BrokerCredentials("tester", Secret.of("correct horse"));
  private static final String QUEUE = "sealpost.delivery.welcome";

  @TempDir Path folder;
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Function<ReceivedRequest, Answer> answers = request -> Answer.of(200);
  private TlsReceiver receiver;
  private EmbeddedBroker broker;
  private BrokerConnections client;
  private TcpProxy proxy;
  private SealpostProcess sealpost;

  @BeforeEach
  void prepare() throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.forLoopback(Clock.systemUTC());
    receiver =
        TlsReceiver.start(
            0,
            certificate,
            Clock.systemUTC(),
            request -> {
              requests.add(request);
              return answers.apply(request);
            });
    int brokerPort = FreePort.next();
    broker = EmbeddedBroker.start(folder.resolve("broker"), "127.0.0.1", brokerPort, CREDENTIALS);
    client = BrokerConnections.to(broker.url(), CREDENTIALS);
    proxy = TcpProxy.to(brokerPort);
    configure(certificate);
    sealpost =
        new SealpostProcess(
            folder,
            Map.of(
                "SEALPOST_BROKER_URL", "tcp://127.0.0.1:" + proxy.port(),
                "SEALPOST_BROKER_USERNAME", CREDENTIALS.userName(),
                "SEALPOST_BROKER_PASSWORD", CREDENTIALS.password().reveal(),
                "SEALPOST_OBSERVE_PORT", Integer.toString(FreePort.next())));
  }

  @AfterEach
  void close() throws Exception {
    sealpost.end();
    proxy.close();
    receiver.close();
    client.close();
    broker.close();
  }

  @Test
  void aMessageSurvivesAKillBetweenResponseAndCommit() throws Exception {
    answers =
        request -> {
          if (requests.size() == 1) {
            // No commit arrives from here on.
            proxy.hold();
          }
          return Answer.of(200);
        };
    send();
    sealpost.start();
    eventually(() -> assertThat(sealpost.log()).contains("delivered by attempt 1"));
    // And what follows from it is sent, in vain.
    eventually(() -> assertThat(proxy.heldBytes()).isPositive());
    killAndStartAgain();

    eventually(() -> assertThat(requests).hasSize(2));
    assertThat(attempts()).containsExactly("1", "1");
    assertDeliveredOnceMoreUnderOneId();
  }

  @Test
  void aMessageSurvivesAKillBeforeTheAnswer() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    answers =
        request -> {
          if (requests.size() == 1) {
            awaitQuietly(never);
          }
          return Answer.of(200);
        };
    send();
    sealpost.start();
    eventually(() -> assertThat(requests).hasSize(1));
    killAndStartAgain();
    never.countDown();

    eventually(() -> assertThat(requests).hasSize(2));
    assertThat(attempts()).containsExactly("1", "1");
    assertDeliveredOnceMoreUnderOneId();
  }

  @Test
  void aScheduledRetrySurvivesAKillWithItsNumber() throws Exception {
    answers = request -> Answer.of(requests.size() == 1 ? 503 : 200);
    send();
    sealpost.start();
    eventually(() -> assertThat(depth(QUEUE).scheduled()).isEqualTo(1));
    assertThat(requests).hasSize(1);
    killAndStartAgain();

    eventually(() -> assertThat(requests).hasSize(2));
    assertThat(attempts()).containsExactly("1", "2");
    assertDeliveredOnceMoreUnderOneId();
  }

  private void killAndStartAgain() throws Exception {
    sealpost.kill();
    proxy.cut();
    proxy.release();
    // The dead process's session is closed by the broker, and its message is back.
    eventually(() -> assertThat(depth(QUEUE).delivering()).isZero());
    assertThat(depth(QUEUE).messages()).isEqualTo(1);
    sealpost.start();
  }

  private void assertDeliveredOnceMoreUnderOneId() throws Exception {
    assertThat(requests.get(1).header("Sealpost-Delivery-Id"))
        .isPresent()
        .isEqualTo(requests.get(0).header("Sealpost-Delivery-Id"));
    assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
    eventually(() -> assertThat(depth(QUEUE).messages()).isZero());
    assertThat(depth("sealpost.activations").messages()).isZero();
    assertThat(depth("sealpost.dead").messages()).isZero();
    assertThat(depth("sealpost.broker.dead").messages()).isZero();
    assertThat(requests).hasSize(2);
  }

  private List<String> attempts() {
    return requests.stream().map(request -> request.header("X-Attempt").orElseThrow()).toList();
  }

  private void configure(SelfSignedCertificate certificate) throws Exception {
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.createDirectories(config.resolve("connections"));
    Files.createDirectories(config.resolve("activations"));
    certificate.writePem(config.resolve("receiver.pem"));
    Files.writeString(
        config.resolve("connections/acme.yaml"),
        """
        connection: acme
        urlPrefix: %s/
        authType: none
        tls: {trust: receiver.pem}
        allowAddresses: [127.0.0.0/8, "::1/128"]
        """
            .formatted(receiver.origin()));
    Files.writeString(
        config.resolve("activations/welcome.yaml"),
        """
        activation: welcome
        connection: acme
        url: %s/welcome
        customHeaders: {X-Attempt: "{{meta.attempt}}"}
        requestBody: {user_id: "{{user_id}}"}
        backoff: 15s
        jitter: 0
        """
            .formatted(receiver.origin()));
  }

  private void send() throws Exception {
    try (JMSContext context = client.factory().createContext()) {
      Message message = context.createTextMessage("{\"user_id\": \"u-1\"}");
      message.setStringProperty("activation", "welcome");
      context.createProducer().send(context.createQueue("sealpost.activations"), message);
    }
  }

  private QueueDepth depth(String queue) throws Exception {
    return new QueueDepths(client.factory())
        .read().stream()
            .filter(depth -> depth.queue().equals(queue))
            .findFirst()
            .orElse(new QueueDepth(queue, 0, 0, 0, 0, false));
  }

  /** With the process's log, should it not come true. */
  private void eventually(ThrowingRunnable assertion) {
    try {
      await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("Not within a minute; the process said:\n" + processLog(), e);
    }
  }

  private String processLog() {
    try {
      return sealpost.log();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
