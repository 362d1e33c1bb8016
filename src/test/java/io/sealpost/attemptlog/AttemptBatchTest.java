package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.FreePort;
import io.sealpost.broker.TestBroker;
import io.sealpost.signature.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the queue of records into the database, over the shipped route. */
@Tag("slow")
@Timeout(180)
class AttemptBatchTest {
  private static final String ATTEMPTS = "sealpost.attempts";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For an index of PostgreSQL, even compressed. */
  private static final String TOO_LONG =
      new Random(1)
          .ints(50_000, 'A', '[')
          .mapToObj(Character::toString)
          .collect(Collectors.joining());

  @TempDir Path folder;
  private TestBroker broker;
  private LoggingRoute route;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(folder.resolve("broker"));
  }

  @AfterEach
  void stop() throws Exception {
    stopRoute();
    broker.close();
  }

  @Test
  void recordsThatWaitAreWrittenAndAreGoneFromTheirQueue() throws Exception {
    sendTogether(1_200);
    route(DatabaseSettings.file(folder));

    await().atMost(PATIENCE).until(() -> broker.messagesOn(ATTEMPTS) == 0);

    assertThat(rows()).isEqualTo(1_200);
  }

  @Test
  void aRecordThatComesAgainMakesNoSecondRow() throws Exception {
    route(DatabaseSettings.file(folder));
    String record = AttemptJson.write(Attempts.failed("del_1", 1, NOON));

    broker.send(ATTEMPTS, record);
    broker.send(ATTEMPTS, record);
    broker.send(ATTEMPTS, AttemptJson.write(Attempts.failed("del_1", 2, NOON)));

    await().atMost(PATIENCE).until(() -> rows() == 2 && broker.messagesOn(ATTEMPTS) == 0);
    // Passed over, not refused.
    assertThat(broker.messagesOn("sealpost.dead")).isZero();
  }

  @Test
  void recordsThatShareAMessageAreRowsOfTheirOwn() throws Exception {
    broker.send(ATTEMPTS, lines("del_1", "del_2", "del_3"));
    broker.send(ATTEMPTS, lines("del_3", "del_4"));
    route(DatabaseSettings.file(folder));

    await().atMost(PATIENCE).until(() -> broker.messagesOn(ATTEMPTS) == 0);

    assertThat(rows()).isEqualTo(4);
    assertThat(broker.messagesOn("sealpost.dead")).isZero();
  }

  @Test
  void oneOfSeveralInAMessageThatTheDatabaseRefusesIsDeadAlone() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      broker.send(ATTEMPTS, lines("del_1", TOO_LONG, "del_2"));
      broker.send(ATTEMPTS, lines("del_3", "del_4"));
      route(settings(postgres));

      await().atMost(PATIENCE).until(() -> broker.messagesOn("sealpost.dead") == 1);
      await().atMost(PATIENCE).until(() -> rows() == 4 && broker.messagesOn(ATTEMPTS) == 0);
      Message dead = broker.receive("sealpost.dead");
      assertThat(dead.getStringProperty("sealpostReason")).isEqualTo("unwritable-record");
      assertThat(dead.getBody(String.class)).contains(TOO_LONG).doesNotContain("del_1");
      stopRoute();
    }
  }

  @Test
  void whatIsNoRecordIsDeadAndItsNeighboursAreWritten() throws Exception {
    broker.send(ATTEMPTS, AttemptJson.write(Attempts.failed("del_1", 1, NOON)));
    broker.send(ATTEMPTS, "{\"delivery\": 1}");
    broker.send(ATTEMPTS, "null");
    broker.send(
        ATTEMPTS, "{\"delivery\":{\"id\":\"x\"},\"startedAt\":\"+1000000-01-01T00:00:00Z\"}");
    broker.send(ATTEMPTS, lines("del_9") + "\nnull");
    broker.send(ATTEMPTS, "\n");
    broker.send(ATTEMPTS, session -> session.createObjectMessage("x"));
    broker.send(ATTEMPTS, session -> session.createBytesMessage());
    broker.send(ATTEMPTS, AttemptJson.write(Attempts.failed("del_2", 1, NOON)));
    route(DatabaseSettings.file(folder));

    await().atMost(PATIENCE).until(() -> broker.messagesOn(ATTEMPTS) == 0);

    assertThat(rows()).isEqualTo(2);
    assertThat(broker.messagesOn("sealpost.dead")).isEqualTo(7);
    Message dead = broker.receive("sealpost.dead");
    assertThat(dead.getStringProperty("sealpostReason")).isEqualTo("unreadable-record");
  }

  @Test
  void whatTheDatabaseRefusesIsDeadAndItsNeighboursAreWritten() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      broker.send(ATTEMPTS, AttemptJson.write(Attempts.failed("del_1", 1, NOON)));
      broker.send(ATTEMPTS, AttemptJson.write(Attempts.failed(TOO_LONG, 1, NOON)));
      broker.send(ATTEMPTS, AttemptJson.write(Attempts.failed("del_2", 1, NOON)));
      route(settings(postgres));

      await().atMost(PATIENCE).until(() -> broker.messagesOn("sealpost.dead") == 1);
      await().atMost(PATIENCE).until(() -> rows() == 2 && broker.messagesOn(ATTEMPTS) == 0);
      assertThat(broker.receive("sealpost.dead").getStringProperty("sealpostReason"))
          .isEqualTo("unwritable-record");
      stopRoute();
    }
  }

  @Test
  void recordsWaitWhileTheDatabaseIsDownAndAreWrittenWhenItIsBack() throws Exception {
    int port = FreePort.next();
    route(settings("jdbc:postgresql://127.0.0.1:" + port + "/postgres"));
    sendTogether(700);

    // The first try fails, and the queue keeps them.
    await().atMost(PATIENCE).until(() -> route.batch().heldBackSince().isPresent());
    assertThat(broker.messagesOn(ATTEMPTS)).isEqualTo(700);

    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(port).start()) {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> broker.messagesOn(ATTEMPTS) == 0 && route.batch().heldBackSince().isEmpty());
      assertThat(rows()).isEqualTo(700);
      assertThat(broker.messagesOn("sealpost.dead")).isZero();
      assertThat(postgres.getPort()).isEqualTo(port);
      stopRoute();
    }
  }

  private void route(DatabaseSettings settings) throws Exception {
    route = LoggingRoute.start(broker.connections(), settings);
  }

  private void stopRoute() {
    if (route != null) {
      route.close();
      route = null;
    }
  }

  private int rows() throws AttemptLogException {
    return route.log().find(AttemptFilter.all(), 10_000, Optional.empty()).attempts().size();
  }

  private static String lines(String... deliveries) {
    return Stream.of(deliveries)
        .map(id -> AttemptJson.write(Attempts.failed(id, 1, NOON)))
        .collect(Collectors.joining("\n"));
  }

  private void sendTogether(int count) {
    try (JMSContext session = broker.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
      for (int i = 0; i < count; i++) {
        String record = AttemptJson.write(Attempts.failed("del_" + i, 1, NOON.plusMillis(i)));
        session.createProducer().send(session.createQueue(ATTEMPTS), record);
      }
      session.commit();
    }
  }

  private static DatabaseSettings settings(EmbeddedPostgres postgres) {
    return settings(postgres.getJdbcUrl("postgres", "postgres"));
  }

  private static DatabaseSettings settings(String url) {
    return new DatabaseSettings(url, "postgres", Secret.of("postgres"));
  }
}
