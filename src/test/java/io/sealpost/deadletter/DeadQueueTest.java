package io.sealpost.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.MessageForwarder;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import io.sealpost.broker.TestBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DeadQueueTest {
  private static final String POINTER = "; see docs/troubleshooting.md#too-large";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final DeadQueue.Progress IGNORED = (done, total) -> {};

  @TempDir Path folder;
  private TestBroker broker;
  private DeadQueue dead;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(folder);
    dead = new DeadQueue(broker.connections());
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
  }

  @Test
  void aDeadMessageSaysWhyAndIsOtherwiseAsItCame() throws Exception {
    bury(
        new DeadLetter("http-400", "answered 400", 400, 4, NOON, "del_1", "welcome"),
        session -> {
          Message message = session.createTextMessage("{\"name\":\"Zoë\"}");
          message.setStringProperty("event", "signup");
          return message;
        });

    DeadContent content = dead.show("del_1").get(0);

    assertThat(content.kind()).isEqualTo("text");
    assertThat(content.body()).isEqualTo("{\"name\":\"Zoë\"}".getBytes(UTF_8));
    DeadMessage message = content.message();
    assertThat(message.id()).isEqualTo("del_1");
    assertThat(message.activation()).isEqualTo("welcome");
    assertThat(message.reason()).isEqualTo("http-400");
    assertThat(message.error()).isEqualTo("answered 400; see docs/troubleshooting.md#http-400");
    assertThat(message.status()).isEqualTo(400);
    assertThat(message.attempts()).isEqualTo(4);
    assertThat(message.deadAt()).isEqualTo(NOON);
    assertThat(message.properties()).containsEntry("event", "signup");
    // Looking takes nothing away.
    assertThat(broker.messagesOn(Queues.DEAD)).isEqualTo(1);
  }

  @Test
  void withoutAnswerAndIdentityItSaysNothingOfThem() throws Exception {
    bury(new DeadLetter("no-activation", "no such activation", null, 0, NOON, null, null), "{}");

    DeadMessage message = dead.list(DeadFilter.all(), 0, 10).get(0);

    assertThat(message.status()).isNull();
    assertThat(message.deliveryId()).isNull();
    assertThat(message.id()).isEqualTo(message.messageId()).startsWith("ID:");
    assertThat(message.properties()).doesNotContainKey(PropertyNames.STATUS);
    assertThat(dead.show(message.messageId())).hasSize(1);
  }

  @Test
  void theErrorSaysWhereToReadOn() {
    assertThat(error("too many bytes")).isEqualTo("too many bytes" + POINTER);
  }

  @Test
  void theErrorIsCutWithoutTearingACharacterApartAndKeepsItsPointer() {
    int room = 1000 - POINTER.length();
    assertThat(error("x".repeat(room - 1) + "😀")).isEqualTo("x".repeat(room - 1) + POINTER);
    assertThat(error("x".repeat(room))).isEqualTo("x".repeat(room) + POINTER);
    assertThat(error("x".repeat(room + 1))).isEqualTo("x".repeat(room) + POINTER);
  }

  @Test
  void listsByEveryFilterAndInPages() throws Exception {
    bury(letter("a", "welcome", "http-400", NOON), "{}");
    bury(letter("b", "welcome", "too-large", NOON.plusSeconds(1)), "{}");
    bury(letter("c", "audit", "http-400", NOON.plusSeconds(2)), "{}");

    assertThat(ids(DeadFilter.all())).containsExactly("a", "b", "c");
    assertThat(ids(new DeadFilter(null, "welcome", null, null, null))).containsExactly("a", "b");
    assertThat(ids(new DeadFilter(null, null, "http-400", null, null))).containsExactly("a", "c");
    assertThat(ids(DeadFilter.withId("b"))).containsExactly("b");
    // Since is inclusive, until is not.
    assertThat(ids(new DeadFilter(null, null, null, NOON.plusSeconds(1), NOON.plusSeconds(2))))
        .containsExactly("b");
    assertThat(ids(new DeadFilter("a", "audit", null, null, null))).isEmpty();
    assertThat(dead.list(DeadFilter.all(), 1, 1)).extracting(DeadMessage::id).containsExactly("b");
  }

  @Test
  void replayGoesBackToItsQueueWithTheSameIdAndBytes() throws Exception {
    byte[] body = {0, (byte) 0xff, 7};
    bury(
        new DeadLetter("http-400", "answered 400", 400, 4, NOON, "del_1", "welcome"),
        session -> {
          BytesMessage message = session.createBytesMessage();
          message.writeBytes(body);
          message.setIntProperty(PropertyNames.ATTEMPT, 4);
          message.setIntProperty(PropertyNames.REPLAY, 1);
          message.setStringProperty("event", "signup");
          return message;
        });

    assertThat(dead.replay(DeadFilter.withId("del_1"), IGNORED))
        .isEqualTo(new DeadQueue.Outcome(1, 1));

    Message replayed = broker.receive(Queues.delivery("welcome"));
    IncomingMessage read = JmsMessages.properties(replayed);
    assertThat(read.deliveryId()).isEqualTo("del_1");
    assertThat(read.attempt()).isEqualTo(1);
    assertThat(read.replay()).isEqualTo(2);
    assertThat(read.event()).isEqualTo("signup");
    assertThat(read.names())
        .doesNotContain("sealpostReason", "sealpostError", "sealpostStatus", "sealpostAttempts")
        .doesNotContain("sealpostDeadAt");
    assertThat(replayed.getBody(byte[].class)).isEqualTo(body);
    assertThat(broker.messagesOn(Queues.DEAD)).isZero();
  }

  @Test
  void whatNeverReachedADeliveryQueueIsDispatchedAgain() throws Exception {
    bury(new DeadLetter("no-activation", "none", null, 0, NOON, null, "welcome"), "{}");

    dead.replay(DeadFilter.all(), IGNORED);

    Message replayed = broker.receive(Queues.ACTIVATIONS);
    assertThat(JmsMessages.properties(replayed).activation()).isEqualTo("welcome");
    assertThat(JmsMessages.properties(replayed).reservedNames()).isEmpty();
  }

  @Test
  void manyAreReplayedInTransactionsWithoutLossOrDoubles() throws Exception {
    for (int i = 0; i < 250; i++) {
      bury(letter("id" + i, i % 5 == 0 ? "audit" : "welcome", "http-400", NOON), "{}");
    }
    List<Integer> progress = new ArrayList<>();

    DeadQueue.Outcome outcome =
        dead.replay(
            new DeadFilter(null, "welcome", null, null, null),
            (done, total) -> {
              assertThat(total).isEqualTo(200);
              progress.add(done);
            });

    assertThat(outcome).isEqualTo(new DeadQueue.Outcome(200, 200));
    assertThat(progress).containsExactly(100, 200);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      ids.add(JmsMessages.properties(broker.receive(Queues.delivery("welcome"))).deliveryId());
    }
    assertThat(ids).hasSize(200);
    assertThat(broker.messagesOn(Queues.delivery("welcome"))).isZero();
    assertThat(broker.messagesOn(Queues.DEAD)).isEqualTo(50);
  }

  @Test
  void aReplayThatBreaksOffLeavesTheRestDead() throws Exception {
    for (int i = 0; i < 150; i++) {
      bury(letter("id" + i, "welcome", "http-400", NOON), "{}");
    }

    assertThatThrownBy(
            () ->
                dead.replay(
                    DeadFilter.all(),
                    (done, total) -> {
                      throw new IllegalStateException("the terminal is gone");
                    }))
        .hasMessage("the terminal is gone");

    assertThat(broker.messagesOn(Queues.delivery("welcome"))).isEqualTo(100);
    assertThat(broker.messagesOn(Queues.DEAD)).isEqualTo(50);
  }

  @Test
  void whatDiesMeanwhileStays() throws Exception {
    bury(letter("before", "welcome", "http-400", NOON), "{}");
    bury(letter("also before", "welcome", "http-400", NOON), "{}");

    DeadQueue.Outcome outcome =
        dead.purge(DeadFilter.all(), (done, total) -> buryUnchecked("meanwhile"));

    assertThat(outcome).isEqualTo(new DeadQueue.Outcome(2, 2));
    assertThat(ids(DeadFilter.all())).containsExactly("meanwhile");
  }

  @Test
  void whatSomebodyElseTookIsCountedButNotMoved() throws Exception {
    bury(letter("taken", "welcome", "http-400", NOON), "{}");
    bury(letter("free", "welcome", "http-400", NOON), "{}");
    try (Connection connection = broker.connections().createConnection();
        Session other = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      assertThat(
              other
                  .createConsumer(other.createQueue(Queues.DEAD), "sealpostDeliveryId = 'taken'")
                  .receive(5_000))
          .isNotNull();

      DeadQueue.Outcome outcome = dead.purge(DeadFilter.all(), IGNORED);

      assertThat(outcome.moved()).isEqualTo(1);
      other.rollback();
    }
  }

  @Test
  void purgeTakesWhatTheFilterAcceptsAndNothingElse() throws Exception {
    bury(letter("a", "welcome", "http-400", NOON), "{}");
    bury(letter("b", "audit", "http-400", NOON), "{}");

    assertThat(dead.purge(new DeadFilter(null, "audit", null, null, null), IGNORED))
        .isEqualTo(new DeadQueue.Outcome(1, 1));

    assertThat(ids(DeadFilter.all())).containsExactly("a");
  }

  @Test
  void aFilterThatAcceptsNothingSaysSo() throws Exception {
    bury(letter("a", "welcome", "http-400", NOON), "{}");
    DeadFilter none = DeadFilter.withId("' OR 1=1 OR '");

    assertThat(dead.replay(none, IGNORED)).isEqualTo(new DeadQueue.Outcome(0, 0));
    assertThat(dead.purge(none, IGNORED)).isEqualTo(new DeadQueue.Outcome(0, 0));
    assertThat(dead.show("' OR 1=1 OR '")).isEmpty();
    assertThat(broker.messagesOn(Queues.DEAD)).isEqualTo(1);
  }

  @Test
  void anObjectIsShownAndReplayedWithoutBeingDeserialised() throws Exception {
    bury(
        letter("object", "welcome", "unsupported-message", NOON),
        session -> session.createObjectMessage("serialised"));

    DeadContent content = dead.show("object").get(0);
    assertThat(content.kind()).isEqualTo("object");
    assertThat(new String(content.body(), UTF_8)).contains("serialised");

    dead.replay(DeadFilter.all(), IGNORED);
    Message replayed = broker.receive(Queues.delivery("welcome"));
    assertThat(replayed).isInstanceOf(jakarta.jms.ObjectMessage.class);
  }

  private List<@Nullable String> ids(DeadFilter filter) throws JMSException {
    return dead.list(filter, 0, 100).stream().<@Nullable String>map(DeadMessage::id).toList();
  }

  private void buryUnchecked(String id) {
    try {
      bury(letter(id, "welcome", "http-400", NOON), "{}");
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private void bury(DeadLetter letter, String text) throws JMSException {
    bury(letter, session -> session.createTextMessage(text));
  }

  /** As a route does: by way of its own queue. */
  private void bury(DeadLetter letter, TestBroker.Content content) throws JMSException {
    broker.send("sealpost.source", content);
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      Message message =
          session.createConsumer(session.createQueue("sealpost.source")).receive(5_000);
      new MessageForwarder(session).forward(message, List.of(letter.forward()));
      session.commit();
    }
  }

  private static String error(String text) {
    return new DeadLetter("too-large", text, null, 0, NOON, null, null).error();
  }

  private static DeadLetter letter(String id, String activation, String reason, Instant at) {
    return new DeadLetter(reason, "why", null, 1, at, id, activation);
  }
}
