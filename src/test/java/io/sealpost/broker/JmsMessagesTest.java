package io.sealpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JmsMessagesTest {
  private static final String QUEUE = "sealpost.source";

  @TempDir static Path folder;
  private static TestBroker broker;
  private JMSContext session;

  @BeforeAll
  static void start() throws Exception {
    broker = TestBroker.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  @BeforeEach
  void open() {
    session = broker.connections().createContext();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void anIdFromBeforeIsTakenUnlessItCouldForgeALineOfTheLog() throws Exception {
    String name = PropertyNames.FIRST_MESSAGE_ID;
    String longest = "x".repeat(256);

    assertThat(properties(withProperty(name, "ID:1")).messageId()).isEqualTo("ID:1");
    assertThat(properties(withProperty(name, longest)).messageId()).isEqualTo(longest);
    for (String forged : List.of("", "a b", "a\nWARN", longest + "x", "\u001b[2J")) {
      Message message = withProperty(name, forged);
      assertThat(properties(message).messageId()).isEqualTo(message.getJMSMessageID());
    }
  }

  @Test
  void onlyAMessageThatCameBackCountsReplaysAtDispatch() throws Exception {
    Message message = session.createTextMessage("{}");
    message.setIntProperty(PropertyNames.REPLAY, 3);
    assertThat(JmsMessages.producersProperties(message).replay()).isZero();

    message.setStringProperty(PropertyNames.FIRST_MESSAGE_ID, "ID:1");
    assertThat(JmsMessages.producersProperties(message).replay()).isEqualTo(3);
    for (Object forged : List.of(-1, JmsMessages.MAX_COUNT + 1, "3", true)) {
      message.setObjectProperty(PropertyNames.REPLAY, forged);
      assertThat(JmsMessages.producersProperties(message).replay()).isZero();
      assertThat(JmsMessages.producersProperties(message).refusal()).isNull();
    }
  }

  @Test
  void thePropertiesOfTheContractAreRead() throws Exception {
    Message message = session.createTextMessage("{}");
    message.setStringProperty("activation", "welcome");
    message.setStringProperty("event", "signup");
    message.setStringProperty("eventId", "e-1");
    message.setStringProperty("orderingKey", "customer-7");
    message.setStringProperty("journey", "onboarding");
    message.setStringProperty("deliveryId", "mine");
    message.setStringProperty("sealpostDeliveryId", "del_x");
    message.setIntProperty("sealpostAttempt", 3);
    message.setLongProperty("sealpostReplay", 2);
    message.setStringProperty("SEALPOSTReason", "forged");
    message.setJMSCorrelationID("order-1");

    IncomingMessage read = properties(message);

    assertThat(read.refusal()).isNull();
    assertThat(read.activation()).isEqualTo("welcome");
    assertThat(read.event()).isEqualTo("signup");
    assertThat(read.eventId()).isEqualTo("e-1");
    assertThat(read.orderingKey()).isEqualTo("customer-7");
    assertThat(read.journey()).isEqualTo("onboarding");
    assertThat(read.producerDeliveryId()).isEqualTo("mine");
    assertThat(read.deliveryId()).isEqualTo("del_x");
    assertThat(read.attempt()).isEqualTo(3);
    assertThat(read.replay()).isEqualTo(2);
    assertThat(read.correlationId()).isEqualTo("order-1");
    assertThat(read.messageId()).startsWith("ID:");
    assertThat(read.reservedNames())
        .containsExactlyInAnyOrder(
            "sealpostDeliveryId", "sealpostAttempt", "sealpostReplay", "SEALPOSTReason");
  }

  @Test
  void whatIsAbsentOrEmptyIsNullAndTheFirstAttemptIsOne() throws Exception {
    Message message = session.createTextMessage("{}");
    message.setStringProperty("activation", "");

    IncomingMessage read = properties(message);

    assertThat(read.activation()).isNull();
    assertThat(read.event()).isNull();
    assertThat(read.correlationId()).isNull();
    assertThat(read.attempt()).isEqualTo(1);
    assertThat(read.replay()).isZero();
    assertThat(read.refusal()).isNull();
  }

  @Test
  void propertiesOfAnotherTypeOrLengthAreRefusedWithoutTheirValue() throws Exception {
    Message typed = session.createTextMessage("{}");
    typed.setIntProperty("activation", 4711);
    assertThat(properties(typed).refusal())
        .isEqualTo(
            new Refusal(
                "invalid-property", "Property activation is of type Integer: send a string"));

    for (String name : new String[] {"activation", "event", "eventId", "orderingKey", "journey"}) {
      // Exactly 256 characters are accepted; one more is not.
      assertThat(properties(withProperty(name, "x".repeat(256))).refusal()).isNull();
      Refusal refusal = properties(withProperty(name, "x".repeat(257))).refusal();
      assertThat(refusal).isNotNull();
      assertThat(refusal.code()).isEqualTo("invalid-property");
      assertThat(refusal.text()).contains(name).contains("257").doesNotContain("xx");
    }
    Message correlated = session.createTextMessage("{}");
    correlated.setJMSCorrelationID("x".repeat(257));
    assertThat(properties(correlated).refusal()).isNotNull();
  }

  @Test
  void aRefusedPropertyDoesNotHideTheOthers() throws Exception {
    Message message = withProperty("activation", "welcome");
    message.setBooleanProperty("journey", true);

    assertThat(properties(message).activation()).isEqualTo("welcome");
    assertThat(properties(message).refusal()).isNotNull();
  }

  @Test
  void attemptsAreWholeNumbersWithinBounds() throws Exception {
    for (Object attempt : new Object[] {0, -1, Integer.MAX_VALUE, 1_000_001, 1.5, "2", true}) {
      Message message = session.createTextMessage("{}");
      message.setObjectProperty("sealpostAttempt", attempt);
      assertThat(properties(message).refusal()).as("attempt %s", attempt).isNotNull();
      assertThat(properties(message).attempt()).isEqualTo(1);
    }
    for (Object attempt : new Object[] {1, 1_000_000, 2L, (short) 3, (byte) 4}) {
      Message message = session.createTextMessage("{}");
      message.setObjectProperty("sealpostAttempt", attempt);
      assertThat(properties(message).refusal()).as("attempt %s", attempt).isNull();
    }
  }

  @Test
  void aProducersDeliveryIdOfAnyKindIsNoReasonToRefuse() throws Exception {
    Message message = session.createTextMessage("{}");
    message.setIntProperty("deliveryId", 1);

    assertThat(properties(message).producerDeliveryId()).isNull();
    assertThat(properties(message).refusal()).isNull();
    assertThat(properties(withProperty("deliveryId", "x".repeat(5000))).refusal()).isNull();
  }

  @Test
  void textAndBytesAreReadOtherKindsAreRefused() throws Exception {
    assertThat(body(session.createTextMessage("{\"a\":\"€\"}")))
        .isEqualTo(new MessageBody.Text("{\"a\":\"€\"}"));
    assertThat(body(session.createTextMessage())).isEqualTo(new MessageBody.Text(""));
    assertThat(((MessageBody.Bytes) body(bytes("{}".getBytes(UTF_8)))).bytes())
        .isEqualTo("{}".getBytes(UTF_8));
    assertThat(((MessageBody.Bytes) body(bytes(new byte[0]))).bytes()).isEmpty();

    refuses(session.createObjectMessage("x"), "unsupported-message", "object");
    refuses(session.createMapMessage(), "unsupported-message", "map");
    refuses(session.createStreamMessage(), "unsupported-message", "stream");
    refuses(session.createMessage(), "unsupported-message", "message");
  }

  @Test
  void aBodyMayBeReadTwice() throws Exception {
    Message message = pass(bytes("{}".getBytes(UTF_8)));

    JmsMessages.body(message, 100);
    assertThat(((MessageBody.Bytes) JmsMessages.body(message, 100)).bytes()).hasSize(2);
  }

  @Test
  void exactlyTheLimitIsReadAndAByteMoreIsNot() throws Exception {
    assertThat(((MessageBody.Bytes) body(bytes(new byte[1024 * 1024]))).bytes())
        .hasSize(1024 * 1024);
    refuses(bytes(new byte[1024 * 1024 + 1]), "too-large", "1048577");
    refuses(bytes(new byte[8 * 1024 * 1024]), "too-large", "8388608");
  }

  private void refuses(Message message, String code, String text) throws JMSException {
    Message received = pass(message);
    assertThatThrownBy(() -> JmsMessages.body(received, 1024 * 1024))
        .isInstanceOfSatisfying(
            MessageRefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(text);
  }

  private MessageBody body(Message message) throws Exception {
    return JmsMessages.body(pass(message), 1024 * 1024);
  }

  private IncomingMessage properties(Message message) throws JMSException {
    return JmsMessages.properties(pass(message));
  }

  private Message withProperty(String name, String value) throws JMSException {
    Message message = session.createTextMessage("{}");
    message.setStringProperty(name, value);
    return message;
  }

  private BytesMessage bytes(byte[] body) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(body);
    return message;
  }

  /** As a consumer gets it. */
  private Message pass(Message message) {
    session.createProducer().send(session.createQueue(QUEUE), message);
    return session.createConsumer(session.createQueue(QUEUE)).receive(5_000);
  }
}
