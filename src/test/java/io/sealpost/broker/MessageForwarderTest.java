package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

    broker.forward(
        "sealpost.source",
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

    broker.forward(
        "sealpost.source",
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
    broker.forward("sealpost.source", Forward.to("sealpost.source", Map.of()));
    Message arrived = broker.receive("sealpost.source");

    assertThat(arrived).isNotNull();
    assertThat(((ActiveMQMessage) arrived).getCoreMessage().getDuplicateProperty()).isNull();
  }

  @Test
  void aDelayedMessageIsNotDelayedAgain() throws Exception {
    broker.send("sealpost.source", "late");
    broker.forward(
        "sealpost.source",
        new Forward("sealpost.source", Map.of(), Set.of(), Duration.ofMillis(200)));

    broker.forward("sealpost.source", Forward.to("sealpost.source", Map.of("hop", 1)));
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
    broker.forward("sealpost.source", ONWARD, Forward.to(Queues.DEAD, Map.of()));

    Message arrived = broker.receive("sealpost.onward");
    assertThat(arrived.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    assertThat(arrived.getJMSPriority()).isEqualTo(8);
    assertThat(arrived.getJMSExpiration())
        .isBetween(System.currentTimeMillis(), System.currentTimeMillis() + 600_000);
    // Nothing vanishes from the dead queue by itself.
    assertThat(broker.receive(Queues.DEAD).getJMSExpiration()).isZero();
  }

  @Test
  void whatIsForAQueueThatWasDeletedStaysWhereItIs() throws Exception {
    Forward gone = Forward.to("sealpost.gone", Map.of());
    broker.send("sealpost.source", "first");
    broker.forward("sealpost.source", gone);
    assertThat(broker.receive("sealpost.gone")).isNotNull();
    broker.createNoQueue("sealpost.gone");
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession()) {
      CoreSession.of(session).deleteQueue("sealpost.gone");
    }

    broker.send("sealpost.source", "second");
    assertThatThrownBy(() -> broker.forward("sealpost.source", gone))
        .isInstanceOf(InvalidDestinationException.class);

    assertThat(broker.receive("sealpost.source", 5_000)).isNotNull();
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
}
