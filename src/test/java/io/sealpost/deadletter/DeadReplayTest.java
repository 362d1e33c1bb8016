package io.sealpost.deadletter;

import static io.sealpost.deadletter.DeadQueueFixture.IGNORED;
import static io.sealpost.deadletter.DeadQueueFixture.NOON;
import static io.sealpost.deadletter.DeadQueueFixture.letter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sent again: to where it died, as it was, once. */
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
  void whatNeverReachedADeliveryQueueIsDispatchedAgain() throws Exception {
    fixture.bury(new DeadLetter("no-activation", "none", null, 0, NOON, null, "welcome"), "{}");

    fixture.dead.replay(DeadFilter.all(), IGNORED);

    Message replayed = fixture.broker.receive(Queues.ACTIVATIONS);
    assertThat(JmsMessages.properties(replayed).activation()).isEqualTo("welcome");
    assertThat(JmsMessages.properties(replayed).reservedNames()).isEmpty();
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
  void aPaceIsKeptAndNothingWaitsForAFullTransaction() throws Exception {
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
    // Two a second, and no more in a transaction.
    assertThat(progress).containsExactly(2, 4, 6);
  }

  @Test
  void anInterruptedReplayLeavesTheRestDead() throws Exception {
    fixture.bury("a", "welcome", "http-400");
    fixture.bury("b", "welcome", "http-400");

    assertThatThrownBy(
            () ->
                fixture.dead.replay(
                    DeadFilter.all(),
                    Pace.of(1, Duration.ofHours(1)),
                    (done, total) -> Thread.currentThread().interrupt()))
        .isInstanceOf(JMSException.class)
        .hasMessageContaining("Interrupted");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(fixture.broker.messagesOn(Queues.delivery("welcome"))).isEqualTo(1);
    await().untilAsserted(() -> assertThat(fixture.ids(DeadFilter.all())).containsExactly("b"));
  }
}
