package io.sealpost.deadletter;

import static io.sealpost.deadletter.DeadQueueFixture.IGNORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import io.sealpost.broker.TestBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dead queue larger than the memory it may take: a selector sees only its beginning. */
@Tag("slow")
@Timeout(180)
class DeepDeadQueueTest {
  private static final int DEPTH = 600;

  @TempDir Path folder;
  private DeadQueueFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new DeadQueueFixture(TestBroker.shallow(folder));
    fill();
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  @Test
  void whatIsDeepInTheQueueIsReachedAndAllElseStaysOnce() throws Exception {
    assertThat(fixture.purge(DeadFilter.withId("id500"), IGNORED))
        .isEqualTo(new DeadQueue.Outcome(1, 1, 0));
    assertThat(fixture.dead.replay(DeadFilter.withId("id599"), IGNORED))
        .isEqualTo(new DeadQueue.Outcome(1, 1, 0));

    IncomingMessage replayed =
        JmsMessages.properties(fixture.broker.receive(Queues.delivery("welcome"), 30_000));
    assertThat(replayed.deliveryId()).isEqualTo("id599");
    assertThat(replayed.names()).doesNotContain(PropertyNames.DEAD_ID);
    assertThat(fixture.broker.messagesOn(Queues.delivery("welcome"))).isZero();
    assertThat(fixture.ids(DeadFilter.all()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, DEPTH)
                .filter(i -> i != 500 && i != 599)
                .mapToObj(i -> "id" + i)
                .toList());
  }

  @Test
  void whatIsMovedWithinTheQueueIsFoundByTheIdItHad() throws Exception {
    List<DeadMessage> before = fixture.dead.list(DeadFilter.all(), 0, DEPTH);

    assertThat(fixture.purge(DeadFilter.withId("id599"), IGNORED))
        .isEqualTo(new DeadQueue.Outcome(1, 1, 0));

    List<DeadMessage> after = fixture.dead.list(DeadFilter.all(), 0, DEPTH);
    assertThat(after).hasSize(DEPTH - 1).allMatch(dead -> "http-400".equals(dead.reason()));
    assertThat(after.get(0).properties())
        .containsKeys(PropertyNames.DEAD_ID, PropertyNames.FIRST_MESSAGE_ID);
    assertThat(messageIds(before)).containsAll(messageIds(after));
    assertThat(fixture.purge(DeadFilter.withId(before.get(7).messageId()), IGNORED).moved())
        .isEqualTo(1);
    assertThat(fixture.ids(DeadFilter.withId("id7"))).isEmpty();
  }

  @Test
  void twoOperatorsAtOnceNeitherLoseNorDouble() throws Exception {
    Callable<DeadQueue.Outcome> all = () -> fixture.dead.replay(DeadFilter.all(), IGNORED);
    Callable<DeadQueue.Outcome> one = () -> fixture.purge(DeadFilter.withId("id550"), IGNORED);

    List<DeadQueue.Outcome> outcomes = atOnce(List.of(all, all, one));

    assertThat(outcomes)
        .allMatch(outcome -> outcome.matched() >= outcome.moved() + outcome.taken());
    while (!fixture.ids(DeadFilter.all()).isEmpty()) {
      outcomes.add(all.call());
    }
    assertThat(outcomes.stream().mapToInt(DeadQueue.Outcome::moved).sum()).isEqualTo(DEPTH);
    int purged = (int) fixture.broker.messagesOn(Queues.ATTEMPTS);
    assertThat(purged).isEqualTo(outcomes.get(2).moved());
    assertThat(fixture.broker.messagesOn(Queues.delivery("welcome"))).isEqualTo(DEPTH - purged);
  }

  private static List<DeadQueue.Outcome> atOnce(List<Callable<DeadQueue.Outcome>> work)
      throws Exception {
    List<DeadQueue.Outcome> outcomes = new ArrayList<>();
    ExecutorService operators = Executors.newFixedThreadPool(work.size());
    try {
      for (Future<DeadQueue.Outcome> outcome : operators.invokeAll(work)) {
        outcomes.add(outcome.get());
      }
    } finally {
      operators.shutdownNow();
    }
    return outcomes;
  }

  private static List<@Nullable String> messageIds(List<DeadMessage> messages) {
    return messages.stream().<@Nullable String>map(DeadMessage::messageId).toList();
  }

  private void fill() throws JMSException {
    DeadLetter letter =
        new DeadLetter("http-400", "answered 400", 400, 1, Instant.EPOCH, null, "welcome");
    byte[] body = new byte[1024];
    try (Connection connection = fixture.broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue(Queues.DEAD))) {
      for (int i = 0; i < DEPTH; i++) {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body);
        for (var property : letter.forward().properties().entrySet()) {
          message.setObjectProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty(PropertyNames.DELIVERY_ID, "id" + i);
        message.setStringProperty(PropertyNames.FIRST_MESSAGE_ID, "ID:first-" + i);
        producer.send(message);
      }
      session.commit();
    }
  }
}
