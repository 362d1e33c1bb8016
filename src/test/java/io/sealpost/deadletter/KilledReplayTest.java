package io.sealpost.deadletter;

import static io.sealpost.deadletter.DeadQueueFixture.IGNORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import io.sealpost.broker.TestBroker;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(180)
class KilledReplayTest {
  private static final int COUNT = 1_500;

  @TempDir Path folder;

  @Test
  void aKilledReplayCanBeRepeatedAndEachMessageIsSentOnce() throws Exception {
    try (TestBroker broker = TestBroker.shallow(folder)) {
      bury(broker);
      for (int round = 1; round <= 3; round++) {
        killAfter(broker, round);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> broker.depth(Queues.DEAD).consumers() == 0);
        assertThat(broker.messagesOn(Queues.DEAD) + broker.messagesOn(Queues.delivery("welcome")))
            .isEqualTo(COUNT);
        assertThat(broker.messagesOn(Queues.DEAD)).isBetween(1L, COUNT - 100L);
      }

      DeadQueue.Outcome rest =
          new DeadQueue(broker.connections()).replay(DeadFilter.all(), IGNORED);

      assertThat(rest.moved()).isEqualTo(rest.matched());
      assertThat(broker.messagesOn(Queues.DEAD)).isZero();
      assertThat(delivered(broker))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, COUNT).mapToObj(i -> "id" + i).toList());
    }
  }

  /** SIGKILL, in whatever it does after that many transactions. */
  private static void killAfter(TestBroker broker, int transactions) throws Exception {
    Process replay =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ReplayProcess.class.getName(),
                broker.url())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = replay.inputReader()) {
      String line = output.readLine();
      for (int committed = 0; line != null; line = output.readLine()) {
        committed += line.startsWith("replayed ") ? 1 : 0;
        if (committed == transactions) {
          break;
        }
      }
      assertThat(line).as("it came as far as transaction " + transactions).isNotNull();
    } finally {
      replay.destroyForcibly().waitFor();
    }
  }

  private static void bury(TestBroker broker) {
    try (JMSContext session = broker.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
      for (int i = 0; i < COUNT; i++) {
        session
            .createProducer()
            .setProperty(PropertyNames.ACTIVATION, "welcome")
            .setProperty(PropertyNames.DELIVERY_ID, "id" + i)
            .setProperty(PropertyNames.REASON, "http-status")
            .send(session.createQueue(Queues.DEAD), "{}");
      }
      session.commit();
    }
  }

  private static List<String> delivered(TestBroker broker) throws Exception {
    List<String> ids = new ArrayList<>();
    try (BrokerConnections connections =
            BrokerConnections.to(broker.url(), TestBroker.CREDENTIALS);
        JMSContext session = connections.factory().createContext()) {
      var consumer = session.createConsumer(session.createQueue(Queues.delivery("welcome")));
      for (int i = 0; i < COUNT; i++) {
        Message message = consumer.receive(10_000);
        ids.add(message.getStringProperty(PropertyNames.DELIVERY_ID));
      }
      assertThat(consumer.receiveNoWait()).isNull();
    }
    return ids;
  }
}
