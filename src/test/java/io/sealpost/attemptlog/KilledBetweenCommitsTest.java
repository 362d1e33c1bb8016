package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.FreePort;
import io.sealpost.broker.TestBroker;
import jakarta.jms.JMSContext;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process that writes the attempt log is killed with SIGKILL, and started again. */
@Tag("slow")
@Timeout(180)
class KilledBetweenCommitsTest {
  private static final String ATTEMPTS = "sealpost.attempts";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int RECORDS = 300;

  @TempDir Path folder;
  private TestBroker broker;
  private String url;

  @BeforeEach
  void start() throws Exception {
    int port = FreePort.next();
    broker = TestBroker.listening(folder.resolve("broker"), port);
    url = "tcp://127.0.0.1:" + port;
    sendTogether();
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
  }

  @Test
  void recordsCommittedInTheDatabaseAndNotOnTheBrokerAreNoSecondRows() throws Exception {
    Process writer = writer("between");
    try (BufferedReader output = writer.inputReader()) {
      String line = output.readLine();
      while (line != null && !line.contains(KilledWriter.STANDS_STILL)) {
        line = output.readLine();
      }
      assertThat(line).as("it wrote a batch").isNotNull();
    } finally {
      writer.destroyForcibly().waitFor();
    }
    await().atMost(PATIENCE).until(() -> broker.depth(ATTEMPTS).delivering() == 0);
    assertThat(broker.messagesOn(ATTEMPTS)).isEqualTo(RECORDS);
    assertThat(rows()).isPositive();

    try (LoggingRoute route =
        LoggingRoute.start(broker.connections(), DatabaseSettings.file(folder))) {
      await().atMost(PATIENCE).until(() -> broker.messagesOn(ATTEMPTS) == 0);
      assertEachIsOneRow(route.log());
    }
  }

  @Test
  void recordsThatAreGoneFromTheirQueueAreRowsThoughTheProcessIsKilledAtThatMoment()
      throws Exception {
    Process writer = writer("on");
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> broker.messagesOn(ATTEMPTS) == 0);
    } finally {
      writer.destroyForcibly().waitFor();
    }

    try (JdbcAttemptLog log = JdbcAttemptLog.of(DatabaseSettings.file(folder))) {
      assertEachIsOneRow(log);
    }
  }

  private void assertEachIsOneRow(JdbcAttemptLog log) throws AttemptLogException {
    assertThat(log.find(AttemptFilter.all(), 1_000, Optional.empty()).attempts())
        .extracting(attempt -> attempt.delivery().id())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, RECORDS).mapToObj(i -> "del_" + i).collect(Collectors.toList()));
    assertThat(broker.messagesOn("sealpost.dead")).isZero();
  }

  private int rows() throws Exception {
    try (JdbcAttemptLog log = JdbcAttemptLog.of(DatabaseSettings.file(folder))) {
      return log.find(AttemptFilter.all(), 1_000, Optional.empty()).attempts().size();
    }
  }

  private void sendTogether() {
    try (JMSContext session = broker.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
      Instant noon = Instant.parse("2026-03-01T12:00:00Z");
      for (int i = 0; i < RECORDS; i++) {
        String record = AttemptJson.write(Attempts.failed("del_" + i, 1, noon.plusMillis(i)));
        session.createProducer().send(session.createQueue(ATTEMPTS), record);
      }
      session.commit();
    }
  }

  private Process writer(String mode) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriter.class.getName(),
            url,
            folder.toString(),
            mode)
        .redirectErrorStream(true)
        .start();
  }
}
