package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MessageForwarderTest {
  private static final Forward ONWARD = Forward.to("sealpost.onward", Map.of());

  @TempDir static Path folder;
  private static TestBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = TestBroker.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 200_000, 5_000_000})
  void bytesOfAnySizeArriveInEveryCopy(int size) throws Exception {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);
    broker.send("sealpost.source", session -> bytes(session, body));

    forward(
        Forward.to("sealpost.one", Map.of("copy", 1)),
        Forward.to("sealpost.other", Map.of("copy", 2)));

    for (String queue : List.of("sealpost.one", "sealpost.other")) {
      BytesMessage copy = (BytesMessage) broker.receive(queue);
      byte[] arrived = new byte[(int) copy.getBodyLength()];
      copy.readBytes(arrived);
      assertThat(arrived).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 200_000, 2_000_000})
  void textOfAnySizeArrivesInEveryCopy(int size) throws Exception {
    // With a lone surrogate, which no conversion to UTF-8 and back would leave as it is.
    String body = "\ud83d é €".repeat(size / 5);
    broker.send("sealpost.source", body);

    forward(
        Forward.to("sealpost.one", Map.of("copy", 1)),
        Forward.to("sealpost.other", Map.of("copy", 2)));

    assertThat(((TextMessage) broker.receive("sealpost.one")).getText()).isEqualTo(body);
    assertThat(((TextMessage) broker.receive("sealpost.other")).getText()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 300_000})
  void anObjectTravelsWithoutBeingDeserialised(int size) throws Exception {
    // An object of a class that nobody here can load, as the sender serialised it.
    broker.send(
        "sealpost.source",
        session -> session.createObjectMessage(new Unloadable("x".repeat(size))));

    forward(ONWARD);
    Message arrived = broker.receive("sealpost.onward");

    assertThat(RawBody.kind(arrived)).isEqualTo("object");
    assertThat(new String(RawBody.bytes(arrived), StandardCharsets.ISO_8859_1))
        .contains(Unloadable.class.getName())
        .contains("x".repeat(size));
    // -Djdk.serialFilter and our deny list both say no.
    assertThatThrownBy(() -> arrived.getBody(Serializable.class)).isInstanceOf(JMSException.class);
  }

  @Test
  void mapsStreamsAndMessagesWithoutABodyTravelToo() throws Exception {
    broker.send(
        "sealpost.source",
        session -> {
          MapMessage map = session.createMapMessage();
          map.setInt("n", 7);
          return map;
        });
    broker.send(
        "sealpost.source",
        session -> {
          StreamMessage stream = session.createStreamMessage();
          stream.writeString("s");
          stream.writeInt(8);
          return stream;
        });
    broker.send("sealpost.source", JMSContext::createMessage);

    forward(ONWARD);
    forward(ONWARD);
    forward(ONWARD);

    assertThat(((MapMessage) broker.receive("sealpost.onward")).getInt("n")).isEqualTo(7);
    StreamMessage stream = (StreamMessage) broker.receive("sealpost.onward");
    assertThat(stream.readString()).isEqualTo("s");
    assertThat(stream.readInt()).isEqualTo(8);
    assertThat(RawBody.kind(broker.receive("sealpost.onward"))).isEqualTo("message");
  }

  @Test
  void propertiesStayAreSetAndGo() throws Exception {
    broker.send(
        "sealpost.source",
        session -> {
          Message message = session.createTextMessage("{}");
          message.setStringProperty("event", "signup");
          message.setIntProperty("number", 7);
          message.setStringProperty("sealpostReason", "forged");
          message.setStringProperty("both", "old");
          message.setStringProperty("JMSXGroupID", "group");
          message.setJMSCorrelationID("order-1");
          message.setJMSType("type");
          return message;
        });

    forward(
        new Forward(
            "sealpost.onward",
            Map.of("activation", "welcome", "sealpostAttempt", 2, "both", "new"),
            Set.of("sealpostReason", "both", "not there"),
            Duration.ZERO));
    Message arrived = broker.receive("sealpost.onward");

    assertThat(JmsMessages.properties(arrived).names())
        .containsExactlyInAnyOrder(
            "event", "number", "activation", "sealpostAttempt", "both", "JMSXDeliveryCount");
    assertThat(arrived.getStringProperty("event")).isEqualTo("signup");
    assertThat(arrived.getObjectProperty("number")).isEqualTo(7);
    assertThat(arrived.getObjectProperty("sealpostAttempt")).isEqualTo(2);
    assertThat(arrived.getStringProperty("both")).isEqualTo("new");
    assertThat(arrived.getJMSCorrelationID()).isEqualTo("order-1");
    assertThat(arrived.getJMSType()).isEqualTo("type");
  }

  @Test
  void whatOneCopyIsGivenTheNextHasNot() throws Exception {
    broker.send(
        "sealpost.source",
        session -> {
          Message message = session.createTextMessage("{}");
          message.setStringProperty("kept", "yes");
          return message;
        });

    forward(
        new Forward("sealpost.one", Map.of("only", "here"), Set.of("kept"), Duration.ofMillis(200)),
        Forward.to("sealpost.other", Map.of()));

    Message other = broker.receive("sealpost.other");
    assertThat(other.propertyExists("only")).isFalse();
    assertThat(other.getStringProperty("kept")).isEqualTo("yes");
    assertThat(other.getJMSDeliveryTime()).isLessThanOrEqualTo(System.currentTimeMillis());
    Message one = broker.receive("sealpost.one");
    assertThat(one.getStringProperty("only")).isEqualTo("here");
    assertThat(one.propertyExists("kept")).isFalse();
    assertThat(one.getJMSMessageID()).isNotEqualTo(other.getJMSMessageID());
  }

  @Test
  void aMessageWithADuplicateIdIsNotTakenForItsOwnDuplicate() throws Exception {
    broker.send(
        "sealpost.source",
        session -> {
          Message message = session.createTextMessage("once");
          message.setStringProperty("_AMQ_DUPL_ID", "a");
          return message;
        });

    // Back to the very queue it came from, as a retry does.
    forward(Forward.to("sealpost.source", Map.of()));
    Message arrived = broker.receive("sealpost.source");

    assertThat(arrived).isNotNull();
    assertThat(((ActiveMQMessage) arrived).getCoreMessage().getDuplicateProperty()).isNull();
  }

  @Test
  void aDelayedMessageIsNotDelayedAgain() throws Exception {
    broker.send("sealpost.source", "late");
    forward(new Forward("sealpost.source", Map.of(), Set.of(), Duration.ofMillis(200)));

    forward(Forward.to("sealpost.source", Map.of("hop", 1)));
    assertThat(broker.depth("sealpost.source").scheduled()).isZero();
    assertThat(broker.receive("sealpost.source").getIntProperty("hop")).isEqualTo(1);
  }

  @Test
  void persistentWithItsPriorityAndTheRestOfItsTime() throws Exception {
    try (JMSContext session = broker.connections().createContext()) {
      session
          .createProducer()
          .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
          .setPriority(8)
          .setTimeToLive(600_000)
          .send(session.createQueue("sealpost.source"), "urgent");
    }
    forward(ONWARD, Forward.to(Queues.DEAD, Map.of()));

    Message arrived = broker.receive("sealpost.onward");
    assertThat(arrived.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    assertThat(arrived.getJMSPriority()).isEqualTo(8);
    assertThat(arrived.getJMSExpiration())
        .isBetween(System.currentTimeMillis(), System.currentTimeMillis() + 600_000);
    // Nothing vanishes from the dead queue by itself.
    assertThat(broker.receive(Queues.DEAD).getJMSExpiration()).isZero();
  }

  @Test
  void rollbackLeavesNothingSent() throws Exception {
    broker.send("sealpost.source", "{}");
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      Message message =
          session.createConsumer(session.createQueue("sealpost.source")).receive(2_000);
      new MessageForwarder(session).forward(message, List.of(ONWARD));
      session.rollback();
    }
    assertThat(broker.messagesOn("sealpost.onward")).isZero();
    assertThat(broker.receive("sealpost.source", 5_000)).isNotNull();
  }

  @Test
  void propertiesThatJmsCannotCarryAreRefusedWhereTheyAreMade() {
    assertThatThrownBy(() -> Forward.to("q", Map.of("bad", List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bad");
    assertThatThrownBy(() -> new Forward("q", Map.of(), Set.of(), Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCompressedMessageTravels() throws Exception {
    String body = "compressible ".repeat(100_000);
    try (ActiveMQConnectionFactory compressing =
        new ActiveMQConnectionFactory(broker.broker().url())) {
      compressing.setCompressLargeMessage(true);
      try (JMSContext session =
          compressing.createContext(
              TestBroker.CREDENTIALS.userName(), TestBroker.CREDENTIALS.password().reveal())) {
        session.createProducer().send(session.createQueue("sealpost.source"), body);
      }
    }
    forward(ONWARD);
    assertThat(((TextMessage) broker.receive("sealpost.onward")).getText()).isEqualTo(body);
  }

  private void forward(Forward... forwards) throws JMSException {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      Message message =
          session.createConsumer(session.createQueue("sealpost.source")).receive(5_000);
      new MessageForwarder(session).forward(message, List.of(forwards));
      session.commit();
    }
  }

  private static BytesMessage bytes(JMSContext session, byte[] body) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(body);
    return message;
  }

  private record Unloadable(String text) implements Serializable {}
}
