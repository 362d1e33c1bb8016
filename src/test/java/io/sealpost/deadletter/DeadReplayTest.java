package io.sealpost.deadletter;

import static io.sealpost.deadletter.DeadQueueFixture.IGNORED;
import static io.sealpost.deadletter.DeadQueueFixture.NOON;
import static io.sealpost.deadletter.DeadQueueFixture.letter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sent again: to where it died, as it was, once. */
@Tag("slow")
@Timeout(120)
class DeadReplayTest {
  @TempDir Path folder;
  private DeadQueueFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new DeadQueueFixture(folder);
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  @Test
  void replayGoesBackToItsQueueWithTheSameIdAndBytes() throws Exception {
    byte[] body = {0, (byte) 0xff, 7};
    fixture.bury(
        new DeadLetter("http-400", "answered 400", 400, 4, NOON, "del_1", "welcome"),
        session -> {
          BytesMessage message = session.createBytesMessage();
          message.writeBytes(body);
          message.setIntProperty(PropertyNames.ATTEMPT, 4);
          message.setIntProperty(PropertyNames.REPLAY, 1);
          message.setStringProperty("event", "signup");
          return message;
        });

    assertThat(fixture.dead.replay(DeadFilter.withId("del_1"), IGNORED))
        .isEqualTo(new DeadQueue.Outcome(1, 1, 0));

    Message replayed = fixture.broker.receive(Queues.delivery("welcome"));
    IncomingMessage read = JmsMessages.properties(replayed);
    assertThat(read.deliveryId()).isEqualTo("del_1");
    assertThat(read.attempt()).isEqualTo(1);
    assertThat(read.replay()).isEqualTo(2);
    assertThat(read.event()).isEqualTo("signup");
    assertThat(read.names())
        .doesNotContain("sealpostReason", "sealpostError", "sealpostStatus", "sealpostAttempts")
        .doesNotContain("sealpostDeadAt");
    assertThat(replayed.getBody(byte[].class)).isEqualTo(body);
    assertThat(fixture.broker.messagesOn(Queues.DEAD)).isZero();
  }

  @Test
  void whatDiedAtDispatchIsDispatchedAgainUnderItsFirstIdentity() throws Exception {
    fixture.broker.send(
        "sealpost.source",
        session -> {
          Message message = session.createTextMessage("{}");
          message.setStringProperty(PropertyNames.FIRST_MESSAGE_ID, "ID:first");
          message.setIntProperty(PropertyNames.REPLAY, 1);
          return message;
        });
    IncomingMessage first =
        JmsMessages.producersProperties(fixture.broker.receive("sealpost.source"));
    fixture.broker.send("sealpost.source", "{}");
    fixture.broker.forward(
        "sealpost.source",
        letter("del_1", "welcome", "no-activation", NOON).forwardFromDispatch(first));

    assertThat(fixture.dead.replay(DeadFilter.withId("del_1"), IGNORED).moved()).isEqualTo(1);

    IncomingMessage replayed =
        JmsMessages.producersProperties(fixture.broker.receive(Queues.ACTIVATIONS));
    assertThat(replayed.messageId()).isEqualTo("ID:first");
    assertThat(replayed.replay()).isEqualTo(2);
    assertThat(replayed.reservedNames())
        .containsExactlyInAnyOrder(PropertyNames.FIRST_MESSAGE_ID, PropertyNames.REPLAY);
  }

  @Test
  void aDeadMessageWithoutADeliveryIdIsDispatchedAsIfItWereNew() throws Exception {
    fixture.bury(new DeadLetter("no-activation", "none", null, 0, NOON, null, "welcome"), "{}");

    fixture.dead.replay(DeadFilter.all(), IGNORED);

    Message replayed = fixture.broker.receive(Queues.ACTIVATIONS);
    assertThat(JmsMessages.properties(replayed).activation()).isEqualTo("welcome");
    assertThat(JmsMessages.properties(replayed).reservedNames()).isEmpty();
  }

  @Test
  void aRecordOfTheAttemptLogIsWrittenAgainAndNotDispatched() throws Exception {
    fixture.bury(
        new DeadLetter("unwritable-record", "refused", null, 0, NOON, null, null),
        session -> session.createTextMessage("{}"));

    fixture.dead.replay(DeadFilter.all(), IGNORED);

    Message replayed = fixture.broker.receive(Queues.ATTEMPTS);
    assertThat(replayed).isNotNull();
    assertThat(JmsMessages.properties(replayed).names()).noneMatch(PropertyNames::isOurs);
    assertThat(fixture.broker.messagesOn(Queues.ACTIVATIONS)).isZero();
  }

  @Test
  void manyAreReplayedInTransactionsWithoutLossOrDoubles() throws Exception {
    for (int i = 0; i < 250; i++) {
      fixture.bury(letter("id" + i, i % 5 == 0 ? "audit" : "welcome", "http-400", NOON), "{}");
    }
    List<Integer> progress = new ArrayList<>();

    DeadQueue.Outcome outcome =
        fixture.dead.replay(
            new DeadFilter(null, "welcome", null, null, null),
            (done, total) -> {
              assertThat(total).isEqualTo(200);
              progress.add(done);
            });

    assertThat(outcome).isEqualTo(new DeadQueue.Outcome(200, 200, 0));
    assertThat(progress).containsExactly(100, 200);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      ids.add(
          JmsMessages.properties(fixture.broker.receive(Queues.delivery("welcome"))).deliveryId());
    }
    assertThat(ids).hasSize(200);
    assertThat(fixture.broker.messagesOn(Queues.delivery("welcome"))).isZero();
    assertThat(fixture.broker.messagesOn(Queues.DEAD)).isEqualTo(50);
  }

  @Test
  void aReplayThatBreaksOffLeavesTheRestDead() throws Exception {
    for (int i = 0; i < 150; i++) {
      fixture.bury(letter("id" + i, "welcome", "http-400", NOON), "{}");
    }

    assertThatThrownBy(
            () ->
                fixture.dead.replay(
                    DeadFilter.all(),
                    (done, total) -> {
                      throw new IllegalStateException("the terminal is gone");
                    }))
        .hasMessage("the terminal is gone");

    assertThat(fixture.broker.messagesOn(Queues.delivery("welcome"))).isEqualTo(100);
    assertThat(fixture.broker.messagesOn(Queues.DEAD)).isEqualTo(50);
  }

  @Test
  void anObjectIsShownAndReplayedWithoutBeingDeserialised() throws Exception {
    fixture.bury(
        letter("object", "welcome", "unsupported-message", NOON),
        session -> session.createObjectMessage("serialised"));

    DeadContent content = fixture.dead.show("object").get(0);
    assertThat(content.kind()).isEqualTo("object");
    assertThat(new String(content.body(), UTF_8)).contains("serialised");

    fixture.dead.replay(DeadFilter.all(), IGNORED);
    Message replayed = fixture.broker.receive(Queues.delivery("welcome"));
    assertThat(replayed).isInstanceOf(jakarta.jms.ObjectMessage.class);
  }

  @Test
  void aPacedReplayCommitsNoMoreThanASecondAllows() throws Exception {
    for (int i = 0; i < 6; i++) {
      fixture.bury("id" + i, "welcome", "http-400");
    }
    List<Integer> progress = new ArrayList<>();

    DeadQueue.Outcome outcome =
        fixture.dead.replay(
            DeadFilter.all(),
            Pace.of(120, Duration.ofMinutes(1)),
            (done, total) -> progress.add(done));

    assertThat(outcome).isEqualTo(new DeadQueue.Outcome(6, 6, 0));
    // Two a second.
    assertThat(progress).containsExactly(2, 4, 6);
  }

  @Test
  void whatWaitsForItsTurnIsStillDeadAndAnInterruptEndsTheWait() throws Exception {
    fixture.bury("a", "welcome", "http-400");
    fixture.bury("b", "welcome", "http-400");
    FutureTask<Throwable> replay =
        new FutureTask<>(
            () -> {
              Pace pace = Pace.of(1, Duration.ofHours(1));
              Throwable broken =
                  catchThrowable(() -> fixture.dead.replay(DeadFilter.all(), pace, IGNORED));
              assertThat(Thread.interrupted()).isTrue();
              return broken;
            });
    Thread operator = new Thread(replay, "operator");
    operator.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> isWaitingForItsTurn(operator));
    assertThat(fixture.broker.messagesOn(Queues.delivery("welcome"))).isEqualTo(1);

    operator.interrupt();

    assertThat(replay.get(30, TimeUnit.SECONDS))
        .isInstanceOf(JMSException.class)
        .hasMessageContaining("Interrupted");
    assertThat(fixture.broker.messagesOn(Queues.delivery("welcome"))).isEqualTo(1);
    await().untilAsserted(() -> assertThat(fixture.ids(DeadFilter.all())).containsExactly("b"));
  }

  @Test
  void nothingButIdsIsKeptOfWhatIsCountedOrReplayed() throws Exception {
    for (int i = 0; i < 3; i++) {
      fixture.bury("id" + i, "welcome", "http-400");
    }
    List<WeakReference<DeadMessage>> seen = new ArrayList<>();
    Predicate<DeadMessage> noted = dead -> seen.add(new WeakReference<>(dead));

    assertThat(DeadCount.total(fixture.dead.count(noted))).isEqualTo(3);
    fixture.dead.replay(
        noted, Pace.unlimited(), (done, total) -> await().until(() -> areForgotten(seen)));

    assertThat(seen).hasSize(6);
  }

  private static boolean areForgotten(List<WeakReference<DeadMessage>> messages) {
    System.gc();
    return messages.stream().allMatch(message -> message.refersTo(null));
  }

  private static boolean isWaitingForItsTurn(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith("io.github.bucket4j"));
  }
}
