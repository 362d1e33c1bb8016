package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over tcp, as producers come. */
@Timeout(60)
class MessageSizeLimitTest {
  private static final int MB = 1024 * 1024;

  @TempDir static Path folder;

  private static EmbeddedBroker broker;
  private static BrokerConnections outside;
  private static BrokerConnections inside;
  private static String url;

  @BeforeAll
  static void start() throws IOException {
    int port = TestBroker.freePort();
    url = "tcp://127.0.0.1:" + port;
    broker = EmbeddedBroker.start(folder, "127.0.0.1", port, TestBroker.CREDENTIALS);
    outside = BrokerConnections.to(url, TestBroker.CREDENTIALS);
    inside = BrokerConnections.to(broker.url(), TestBroker.CREDENTIALS);
  }

  @AfterAll
  static void stop() throws IOException {
    inside.close();
    outside.close();
    broker.close();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    try (JMSContext session = outside.factory().createContext()) {
      assertThat(received(session)).isNull();
    }
    assertThat(largeMessages()).isZero();
  }

  @Test
  void aHugeBytesMessageIsRefusedAtTheProducer() {
    refuses(outside, session -> bytes(session, 40 * MB));
  }

  @Test
  void aHugeTextMessageIsRefusedAtTheProducer() {
    refuses(outside, session -> session.createTextMessage("x".repeat(40 * MB)));
  }

  @Test
  void aHugeMessageInOnePieceIsRefusedAtTheProducer() {
    try (BrokerConnections client =
        BrokerConnections.to(url + "?minLargeMessageSize=100000000", TestBroker.CREDENTIALS)) {
      refuses(client, session -> bytes(session, 40 * MB));
    }
  }

  @Test
  void aHugeMessageIsRefusedHoweverSmallItsCompressedBytes() {
    try (BrokerConnections client =
        BrokerConnections.to(url + "?compressLargeMessage=true", TestBroker.CREDENTIALS)) {
      refuses(client, session -> bytes(session, 40 * MB));
    }
  }

  @Test
  void aHugeMessageFromThisJvmIsRefusedToo() {
    refuses(inside, session -> bytes(session, 40 * MB));
  }

  @Test
  void aTransactionWithAHugeMessageFailsAsAWhole() throws Exception {
    try (JMSContext session = outside.factory().createContext(JMSContext.SESSION_TRANSACTED)) {
      assertThatThrownBy(
              () -> {
                send(session, session.createTextMessage("neighbour"));
                send(session, bytes(session, 40 * MB));
                session.commit();
              })
          .hasStackTraceContaining("more than the 16777216");
    }
    // That the neighbour is not there either is seen after each test.
  }

  @Test
  void whatIsOnlyTooLargeForSealpostPassesBetweenItsNeighbours() throws Exception {
    try (JMSContext session = outside.factory().createContext()) {
      send(session, session.createTextMessage("before"));
      send(session, bytes(session, 5 * MB));
      assertThatThrownBy(() -> send(session, bytes(session, 40 * MB)))
          .hasMessageContaining("more than the 16777216");
      send(session, session.createTextMessage("after"));

      assertThat(received(session)).isEqualTo(6);
      assertThat(received(session)).isEqualTo(5 * MB);
      assertThat(received(session)).isEqualTo(5);
    }
  }

  @Test
  void whatWasLetInCanBeSentOnWithMoreProperties() throws Exception {
    int size = (int) MessageSizeLimit.MAX_BYTES - 1024;
    try (JMSContext session = inside.factory().createContext()) {
      send(session, bytes(session, size));
      Message grown = bytes(session, size);
      grown.setStringProperty("sealpostDeadText", "x".repeat(4096));
      session.createProducer().send(session.createQueue(Queues.DEAD), grown);

      assertThat(received(session)).isEqualTo(size);
      assertThat(received(session, Queues.DEAD)).isEqualTo(size);
    }
  }

  private static void refuses(BrokerConnections producer, TestBroker.Content content) {
    try (JMSContext session = producer.factory().createContext()) {
      assertThatThrownBy(() -> send(session, content.in(session)))
          .hasMessageMatching("(?s)A message to sealpost\\.activations has [48]\\d{7} bytes.*")
          .hasMessageContaining("more than the 16777216")
          .hasMessageContaining("send a link to the data instead")
          .hasMessageContaining("docs/troubleshooting.md#a-producer-is-refused");
    }
  }

  private static void send(JMSContext session, Message message) {
    session.createProducer().send(session.createQueue(Queues.ACTIVATIONS), message);
  }

  private static BytesMessage bytes(JMSContext session, int size) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(new byte[size]);
    return message;
  }

  /** The length of the body; null if no message comes. */
  private static @Nullable Integer received(JMSContext session) throws JMSException {
    return received(session, Queues.ACTIVATIONS);
  }

  private static @Nullable Integer received(JMSContext session, String queue) throws JMSException {
    try (var consumer = session.createConsumer(session.createQueue(queue))) {
      Message message = consumer.receive(500);
      if (message == null) {
        return null;
      }
      return message instanceof BytesMessage bytes
          ? Integer.valueOf((int) bytes.getBodyLength())
          : Integer.valueOf(message.getBody(String.class).length());
    }
  }

  private static long largeMessages() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("large-messages"))) {
      return files.count();
    }
  }
}
