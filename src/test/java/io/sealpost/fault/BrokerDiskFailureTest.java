package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.FreePort;
import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.QueueDepths;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The packaged product, whose embedded broker can write its journal no longer. */
@Tag("packaged")
@Timeout(240)
class BrokerDiskFailureTest {
  /** Nobody consumes them. More than one: what is beyond 10 MB in each goes past the journal. */
  private static final List<String> QUEUES =
      List.of("sealpost.delivery.a", "sealpost.delivery.b", "sealpost.delivery.c");

  private static final String BODY = "x".repeat(40_000);

  @TempDir private Path folder;
  private Path journal;
  private Path elsewhere;
  private int port;
  private SealpostProcess sealpost;

  @BeforeEach
  void start() throws Exception {
    journal = folder.resolve("data/broker/journal");
    elsewhere = folder.resolve("elsewhere");
    port = FreePort.next();
    Files.createDirectories(folder.resolve("config"));
    sealpost =
        new SealpostProcess(
            folder,
            Map.of(
                "SEALPOST_BROKER_PORT", Integer.toString(port),
                "SEALPOST_OBSERVE_PORT", Integer.toString(FreePort.next())));
    sealpost.start();
    awaitServing(1);
  }

  @AfterEach
  void end() throws Exception {
    sealpost.end();
  }

  @Test
  void aBrokerThatCannotWriteEndsTheProcessWithAReasonAndLosesNothing() throws Exception {
    // Files that are open stay so; the next one cannot be made.
    Files.move(journal, elsewhere);
    Files.writeString(journal, "no folder");

    int confirmed = sendUntilItFails();

    assertThat(sealpost.awaitExit()).isEqualTo(1);
    assertThat(sealpost.log())
        .containsOnlyOnce("The embedded broker stopped")
        .contains(folder.resolve("data").toString(), "#the-embedded-broker-stopped")
        .containsOnlyOnce("sealpost: the embedded broker stopped");

    Files.delete(journal);
    Files.move(elsewhere, journal);
    sealpost.start();
    awaitServing(2);
    // The one in doubt may be there, too.
    assertThat(messages()).isBetween((long) confirmed, confirmed + 1L);
  }

  /** Returns how many sends returned, each of them a commit of its own. */
  private int sendUntilItFails() throws Exception {
    int confirmed = 0;
    try (BrokerConnections connections = connect();
        JMSContext session = connections.factory().createContext()) {
      while (confirmed < 2_000) {
        String queue = QUEUES.get(confirmed % QUEUES.size());
        session.createProducer().send(session.createQueue(queue), BODY);
        confirmed++;
      }
      throw new AssertionError("The broker took " + confirmed + " messages and is still there");
    } catch (JMSRuntimeException gone) {
      LoggerFactory.getLogger(BrokerDiskFailureTest.class).debug("The broker is gone", gone);
      return confirmed;
    }
  }

  private long messages() throws Exception {
    try (BrokerConnections connections = connect()) {
      return depth(connections.factory());
    }
  }

  private static long depth(ConnectionFactory connections) throws JMSException {
    return new QueueDepths(connections)
        .read().stream()
            .filter(depth -> QUEUES.contains(depth.queue()))
            .mapToLong(QueueDepth::messages)
            .sum();
  }

  private BrokerConnections connect() throws IOException {
    BrokerCredentials credentials = BrokerCredentials.load(folder.resolve("data")).orElseThrow();
    return BrokerConnections.to("tcp://127.0.0.1:" + port, credentials);
  }

  private void awaitServing(int times) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(sealpost.log().split(" serves ", -1)).hasSize(times + 1));
  }
}
