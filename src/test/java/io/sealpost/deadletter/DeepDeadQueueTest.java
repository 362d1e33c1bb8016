package io.sealpost.deadletter;

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
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dead queue larger than the memory it may take: a selector sees only its beginning. */
@Timeout(300)
class DeepDeadQueueTest {
  private static final int DEPTH = 15_000;
  private static final DeadQueue.Progress IGNORED = (done, total) -> {};

  @TempDir Path folder;

  @Test
  void whatIsDeepInTheQueueIsReachedAndAllElseStaysOnce() throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      fill(broker);
      DeadQueue dead = new DeadQueue(broker.connections());

      assertThat(dead.purge(DeadFilter.withId("id12000"), IGNORED))
          .isEqualTo(new DeadQueue.Outcome(1, 1));
      assertThat(dead.replay(DeadFilter.withId("id14999"), IGNORED))
          .isEqualTo(new DeadQueue.Outcome(1, 1));

      IncomingMessage replayed =
          JmsMessages.properties(broker.receive(Queues.delivery("welcome"), 30_000));
      assertThat(replayed.deliveryId()).isEqualTo("id14999");
      assertThat(broker.messagesOn(Queues.delivery("welcome"))).isZero();
      assertThat(broker.messagesOn(Queues.DEAD)).isEqualTo(DEPTH - 2);
      List<DeadMessage> left = dead.list(DeadFilter.all(), 0, DEPTH);
      assertThat(left)
          .<@Nullable String>extracting(DeadMessage::id)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, DEPTH)
                  .filter(i -> i != 12_000 && i != 14_999)
                  .mapToObj(i -> "id" + i)
                  .toList());
      assertThat(left).allMatch(message -> "http-400".equals(message.reason()));
    }
  }

  private static void fill(TestBroker broker) throws JMSException {
    DeadLetter letter =
        new DeadLetter("http-400", "answered 400", 400, 1, Instant.EPOCH, null, "welcome");
    byte[] body = new byte[1024];
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue(Queues.DEAD))) {
      for (int i = 0; i < DEPTH; i++) {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body);
        for (var property : letter.forward().properties().entrySet()) {
          message.setObjectProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty(PropertyNames.DELIVERY_ID, "id" + i);
        producer.send(message);
        if (i % 1000 == 999) {
          session.commit();
        }
      }
    }
  }
}
