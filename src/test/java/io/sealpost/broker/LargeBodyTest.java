package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.FreePort;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that stay on the broker until their message is sent on. */
@Tag("slow")
@Timeout(120)
class LargeBodyTest {
  private static final int MB = 1024 * 1024;
  private static final int HUGE = 40 * MB;
  private static final int LARGE = 4 * MB;

  @TempDir static Path folder;
  private static EmbeddedBroker broker;
  private static BrokerConnections sealpost;
  private static String url;

  @BeforeAll
  static void start() throws IOException {
    int port = FreePort.next();
    url = "tcp://127.0.0.1:" + port;
    broker = EmbeddedBroker.start(folder, "127.0.0.1", port, TestBroker.CREDENTIALS);
    sealpost = BrokerConnections.to(broker.url(), TestBroker.CREDENTIALS);
  }

  @AfterAll
  static void stop() throws IOException {
    sealpost.close();
    broker.close();
  }

  @ParameterizedTest
  @CsvSource({"'', 40", "?compressLargeMessage=true, 4", "?minLargeMessageSize=100000000, 4"})
  void aHugeBytesMessageIsSentOnAsItIs(String how, int megabytes) throws Exception {
    byte[] body = random(megabytes * MB);
    try (JMSContext producer = client(how)) {
      send(producer, bytes(producer, body));
    }

    forward();

    try (JMSContext consumer = client("")) {
      BytesMessage arrived = (BytesMessage) received(consumer);
      byte[] there = new byte[(int) arrived.getBodyLength()];
      arrived.readBytes(there);
      assertThat(there).isEqualTo(body);
      assertThat(arrived.getStringProperty("event")).isEqualTo("signup");
      assertThat(arrived.getStringProperty("sealpostReason")).isEqualTo("too-large");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 40", "?compressLargeMessage=true, 4", "?minLargeMessageSize=100000000, 4"})
  void aHugeTextMessageIsSentOnAsItIs(String how, int megabytes) throws Exception {
    // With a lone surrogate, which no conversion to UTF-8 and back would leave as it is.
    String body = "\ud83d é €".repeat(megabytes * MB / 10);
    try (JMSContext producer = client(how)) {
      send(producer, producer.createTextMessage(body));
    }

    forward();

    try (JMSContext consumer = client("")) {
      assertThat(received(consumer).getBody(String.class).equals(body)).isTrue();
    }
    assertThat(filesOfLargeMessages()).isZero();
  }

  @Test
  void aBodyThatIsSmallOnlyWhileCompressedIsLargeToo() throws Exception {
    try (JMSContext producer = client("?compressLargeMessage=true")) {
      send(producer, producer.createTextMessage("x".repeat(HUGE)));
    }

    forward();

    try (JMSContext consumer = client("")) {
      assertThat(received(consumer).getBody(String.class).equals("x".repeat(HUGE))).isTrue();
    }
  }

  @Test
  void itIsNotReadButRefusedWhateverItsKind() throws Exception {
    try (JMSContext producer = client("")) {
      send(producer, producer.createTextMessage("x".repeat(LARGE)));
      send(producer, bytes(producer, random(LARGE)));
      send(producer, producer.createObjectMessage("x".repeat(LARGE)));
    }
    for (String kind : List.of("text", "bytes", "object")) {
      Message message = consume(received -> received);

      assertThat(RawBody.kind(message)).isEqualTo(kind);
      assertThat(JmsMessages.properties(message).refusal())
          .extracting(Refusal::code)
          .isEqualTo("too-large");
      assertThatThrownBy(() -> JmsMessages.body(message, MB))
          .isInstanceOf(MessageRefusedException.class)
          .hasMessageMatching("The message has [48]\\d{6} bytes; at most 1048576 are allowed");
    }
  }

  @Test
  void itsBeginningCanBeShown() throws Exception {
    try (JMSContext producer = client("")) {
      send(producer, producer.createTextMessage("{\"name\":\"Zoë\"," + " ".repeat(LARGE)));
      send(producer, producer.createTextMessage("small"));
    }

    String shown = consume(received -> new String(RawBody.bytes(received), StandardCharsets.UTF_8));

    assertThat(shown).startsWith("{\"name\":\"Zoë\", ").hasSizeLessThan(MB);
    // What was not read of it does not get into the next one.
    assertThat(text()).isEqualTo("small");
  }

  @Test
  void theLargestThatCanBeAcceptedIsRead() throws Exception {
    try (JMSContext producer = client("")) {
      send(producer, producer.createTextMessage("x".repeat(MB)));
      send(producer, producer.createTextMessage("x".repeat(MB + 1)));
    }

    assertThat(consume(LargeBody::of)).isNull();
    assertThat(consume(LargeBody::of)).isNotNull();
  }

  @Test
  void nobodyElseCanSayThatABodyIsLarge() throws Exception {
    try (JMSContext producer = client("")) {
      Message message = producer.createTextMessage("small");
      message.setByteProperty("_AMQ_SEALPOST_TYPE", (byte) 4);
      send(producer, message);
    }

    assertThat(text()).isEqualTo("small");
  }

  @Test
  void severalPassThroughAProcessWithLittleMemory() throws Exception {
    try (JMSContext producer = client("")) {
      for (int i = 0; i < 2; i++) {
        send(producer, producer.createTextMessage("x".repeat(HUGE)));
      }
    }

    // A single one takes 80 MB on the broker.
    Process forwarding =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ForwardingProcess.class.getName(),
                url,
                "2")
            .inheritIO()
            .start();

    assertThat(forwarding.waitFor()).isZero();
    try (JMSContext consumer = client("")) {
      for (int i = 0; i < 2; i++) {
        assertThat(received(consumer).getBody(String.class)).hasSize(HUGE);
      }
    }
  }

  private static void forward() throws Exception {
    consume(
        (session, received) -> {
          Forward dead = Forward.to(Queues.DEAD, Map.of("sealpostReason", "too-large"));
          new MessageForwarder(session).forward(received, List.of(dead));
          return received;
        });
  }

  /** What is wanted of a received message. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(Message received) throws Exception;
  }

  /** The same, with its session. */
  @FunctionalInterface
  private interface Work<T> {
    T with(Session session, Message received) throws Exception;
  }

  private static String text() throws Exception {
    return consume(received -> received.getBody(String.class));
  }

  private static <T> T consume(Reading<T> reading) throws Exception {
    return consume((session, received) -> reading.of(received));
  }

  private static <T> T consume(Work<T> work) throws Exception {
    try (Connection connection = sealpost.factory().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      Message received =
          session.createConsumer(session.createQueue(Queues.ACTIVATIONS)).receive(10_000);
      T result = work.with(session, received);
      session.commit();
      return result;
    }
  }

  private static JMSContext client(String how) throws JMSException {
    return new ActiveMQConnectionFactory(url + how)
        .createContext(
            TestBroker.CREDENTIALS.userName(), TestBroker.CREDENTIALS.password().reveal());
  }

  private static void send(JMSContext session, Message message) throws JMSException {
    message.setStringProperty("event", "signup");
    session.createProducer().send(session.createQueue(Queues.ACTIVATIONS), message);
  }

  private static Message received(JMSContext session) throws JMSException {
    // Closed, or it holds back what comes next.
    try (JMSConsumer consumer = session.createConsumer(session.createQueue(Queues.DEAD))) {
      Message message = consumer.receive(10_000);
      assertThat(message).isNotNull();
      RawBody.bytes(message);
      return message;
    }
  }

  private static BytesMessage bytes(JMSContext session, byte[] body) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(body);
    return message;
  }

  private static byte[] random(int size) {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);
    return body;
  }

  private static long filesOfLargeMessages() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("large-messages"))) {
      return files.count();
    }
  }
}
