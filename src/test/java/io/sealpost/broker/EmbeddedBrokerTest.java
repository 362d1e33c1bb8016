package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealpost.FreePort;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

@Tag("slow")
@Timeout(60)
class EmbeddedBrokerTest {
  @TempDir Path folder;

  @Test
  void messagesOutliveStoppingAndStartingAgainInOneJvm() throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      broker.send("orders", "kept");
    }
    for (int start = 0; start < 2; start++) {
      try (TestBroker broker = TestBroker.start(folder)) {
        assertThat(broker.messagesOn(Queues.ACTIVATIONS)).isZero();
        assertThat(broker.broker().isRunning()).isTrue();
      }
    }
    try (TestBroker broker = TestBroker.start(folder)) {
      assertThat(text(broker.receive("orders"))).isEqualTo("kept");
    }
  }

  @Test
  void brokersInOneJvmDoNotMeet() throws Exception {
    try (TestBroker one = TestBroker.start(folder.resolve("one"));
        TestBroker other = TestBroker.start(folder.resolve("other"))) {
      one.send("orders", "mine");

      assertThat(other.receive("orders", 100)).isNull();
      assertThat(text(one.receive("orders"))).isEqualTo("mine");
    }
  }

  @Test
  void otherProcessesConnectOverLoopbackWithTheCredentials() throws Exception {
    int port = FreePort.next();
    try (EmbeddedBroker broker = start(port);
        BrokerConnections outside =
            BrokerConnections.to("tcp://127.0.0.1:" + port, TestBroker.CREDENTIALS);
        BrokerConnections inside = BrokerConnections.to(broker.url(), TestBroker.CREDENTIALS)) {
      try (JMSContext session = outside.factory().createContext()) {
        session.createProducer().send(session.createQueue("orders"), "over tcp");
      }
      try (JMSContext session = inside.factory().createContext()) {
        String text = text(session.createConsumer(session.createQueue("orders")).receive(2_000));
        assertThat(text).isEqualTo("over tcp");
      }
    }
  }

  @Test
  void nobodyElseGetsIn() throws Exception {
    int port = FreePort.next();
    try (EmbeddedBroker broker = start(port)) {
      for (String url : new String[] {broker.url(), "tcp://127.0.0.1:" + port}) {
        refuses(url, null, null);
        refuses(url, TestBroker.CREDENTIALS.userName(), "wrong");
        refuses(url, "somebody", TestBroker.CREDENTIALS.password().reveal());
        // Artemis's well-known cluster user, which may do everything.
        refuses(url, "ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!");
        refuses(url, "cluster", "");
      }
    }
  }

  @Test
  void aPortThatIsTakenStopsTheStartAndIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> start(port))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("sealpost.broker.port");
    }
    // Nothing is left behind that would be in the way of the next start.
    try (EmbeddedBroker broker = start(0)) {
      assertThat(broker.isRunning()).isTrue();
    }
  }

  @Test
  void aHostThatIsNotOursStopsTheStartAndIsNamed() throws IOException {
    int port = FreePort.next();

    // TEST-NET-1 (RFC 5737): no machine has it.
    assertThatThrownBy(
            () -> EmbeddedBroker.start(folder, "192.0.2.1", port, TestBroker.CREDENTIALS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("192.0.2.1:" + port);
  }

  @Test
  void aFolderInUseIsRefusedAtOnce() throws IOException {
    try (EmbeddedBroker first = start(0)) {
      assertThatThrownBy(() -> start(0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Another Sealpost is using")
          .hasMessageContaining(folder.toString());
      assertThat(first.isRunning()).isTrue();
    }
  }

  @Test
  void aBrokerThatStoppedSaysSo() throws IOException {
    EmbeddedBroker broker = start(0);
    broker.close();

    assertThat(broker.isRunning()).isFalse();
    broker.close();
  }

  @Test
  void aDiskThatFailsStopsTheBrokerAndIsReported() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    try (TestBroker broker = TestBroker.start(folder)) {
      broker.broker().onFailure(failed::countDown);
      // The next journal file cannot be made.
      FileSystemUtils.deleteRecursively(folder.resolve("journal"));
      Thread producer = new Thread(() -> fill(broker.broker().url()));
      producer.start();

      assertThat(failed.await(50, TimeUnit.SECONDS)).isTrue();
      await().until(() -> !broker.broker().isRunning());
      producer.join();
    }
  }

  @Test
  void closingIsNoFailure() throws Exception {
    AtomicBoolean failed = new AtomicBoolean();
    try (TestBroker broker = TestBroker.start(folder)) {
      broker.broker().onFailure(() -> failed.set(true));
    }
    assertThat(failed).isFalse();
  }

  @Test
  void moreThanTheMemoryOfAQueueGoesToDiskAndComesBackInOrder() throws Exception {
    String large = "x".repeat(40_000);
    try (TestBroker broker = TestBroker.start(folder)) {
      try (JMSContext session = broker.connections().createContext()) {
        for (int i = 0; i < 200; i++) {
          session.createProducer().send(session.createQueue("orders"), i + large);
        }
      }
      assertThat(folder.resolve("paging")).isNotEmptyDirectory();
      try (JMSContext session = broker.connections().createContext()) {
        var consumer = session.createConsumer(session.createQueue("orders"));
        for (int i = 0; i < 200; i++) {
          assertThat(text(consumer.receive(5_000))).startsWith(i + "x");
        }
      }
    }
  }

  @Test
  void whatRunsOutOfTimeIsKeptAside() throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      try (JMSContext session = broker.connections().createContext()) {
        session.createProducer().setTimeToLive(1).send(session.createQueue("orders"), "late");
      }
      assertThat(broker.receive("orders", 300)).isNull();
      assertThat(text(broker.receive(Queues.BROKER_EXPIRED, 5_000))).isEqualTo("late");
    }
  }

  @Test
  void whatIsRolledBackComesBackAfterASecondHoweverOften() throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      broker.send("orders", "again");
      try (JMSContext session = broker.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
        var consumer = session.createConsumer(session.createQueue("orders"));
        for (int delivery = 0; delivery < 3; delivery++) {
          assertThat(consumer.receive(5_000)).isNotNull();
          session.rollback();
          // The brake: not there at once.
          assertThat(consumer.receiveNoWait()).isNull();
        }
      }
    }
  }

  private EmbeddedBroker start(int port) throws IOException {
    return EmbeddedBroker.start(folder, "127.0.0.1", port, TestBroker.CREDENTIALS);
  }

  /** Until the broker is gone; a send that it does not answer any more ends by itself. */
  private static void fill(String url) {
    try (ActiveMQConnectionFactory factory =
            new ActiveMQConnectionFactory(url + "?producerWindowSize=-1&callTimeout=2000");
        JMSContext session =
            factory.createContext(
                TestBroker.CREDENTIALS.userName(), TestBroker.CREDENTIALS.password().reveal())) {
      for (int i = 0; i < 5_000; i++) {
        session.createProducer().send(session.createQueue("orders"), "x".repeat(40_000));
      }
    } catch (JMSRuntimeException brokerIsGone) {
      // What the test waits for.
      LoggerFactory.getLogger(EmbeddedBrokerTest.class).debug("The broker is gone", brokerIsGone);
    }
  }

  private static void refuses(String url, String user, String password) {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url)) {
      assertThatThrownBy(() -> factory.createContext(user, password).createTextMessage())
          .isInstanceOf(JMSSecurityRuntimeException.class);
    }
  }

  private static String text(Message message) throws JMSException {
    return message.getBody(String.class);
  }
}
