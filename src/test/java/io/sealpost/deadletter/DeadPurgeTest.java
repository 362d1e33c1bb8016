package io.sealpost.deadletter;

import static io.sealpost.deadletter.DeadQueueFixture.IGNORED;
import static io.sealpost.deadletter.DeadQueueFixture.NOON;
import static io.sealpost.deadletter.DeadQueueFixture.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Thrown away: what is meant and nothing else, with a record of each. */
@Timeout(120)
class DeadPurgeTest {
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
  void whatDiesMeanwhileStays() throws Exception {
    fixture.bury(letter("before", "welcome", "http-400", NOON), "{}");
    fixture.bury(letter("also before", "welcome", "http-400", NOON), "{}");

    DeadQueue.Outcome outcome =
        fixture.purge(DeadFilter.all(), (done, total) -> buryUnchecked("meanwhile"));

    assertThat(outcome).isEqualTo(new DeadQueue.Outcome(2, 2, 0));
    assertThat(fixture.ids(DeadFilter.all())).containsExactly("meanwhile");
  }

  @Test
  void whatSomebodyElseTookIsCountedButNotMoved() throws Exception {
    fixture.bury(letter("taken", "welcome", "http-400", NOON), "{}");
    fixture.bury(letter("free", "welcome", "http-400", NOON), "{}");
    try (Connection connection = fixture.broker.connections().createConnection();
        Session other = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      assertThat(
              other
                  .createConsumer(other.createQueue(Queues.DEAD), "sealpostDeliveryId = 'taken'")
                  .receive(5_000))
          .isNotNull();

      DeadQueue.Outcome outcome = fixture.purge(DeadFilter.all(), IGNORED);

      assertThat(outcome.moved()).isEqualTo(1);
      other.rollback();
    }
  }

  @Test
  void purgeTakesWhatTheFilterAcceptsAndNothingElse() throws Exception {
    fixture.bury(letter("a", "welcome", "http-400", NOON), "{}");
    fixture.bury(letter("b", "audit", "http-400", NOON), "{}");

    assertThat(fixture.purge(new DeadFilter(null, "audit", null, null, null), IGNORED))
        .isEqualTo(new DeadQueue.Outcome(1, 1, 0));

    assertThat(fixture.ids(DeadFilter.all())).containsExactly("a");
  }

  @Test
  void aFilterThatAcceptsNothingSaysSo() throws Exception {
    fixture.bury(letter("a", "welcome", "http-400", NOON), "{}");
    DeadFilter none = DeadFilter.withId("' OR 1=1 OR '");

    assertThat(fixture.dead.replay(none, IGNORED)).isEqualTo(new DeadQueue.Outcome(0, 0, 0));
    assertThat(fixture.purge(none, IGNORED)).isEqualTo(new DeadQueue.Outcome(0, 0, 0));
    assertThat(fixture.dead.show("' OR 1=1 OR '")).isEmpty();
    assertThat(fixture.broker.messagesOn(Queues.DEAD)).isEqualTo(1);
  }

  @Test
  void aPurgedMessageIsARecordInTheSameTransaction() throws Exception {
    fixture.bury(
        new DeadLetter("http-status", "answered", 400, 4, NOON, "del_1", "welcome"),
        session -> {
          Message message = session.createTextMessage("{}");
          message.setIntProperty(PropertyNames.ATTEMPT, 4);
          message.setIntProperty(PropertyNames.REPLAY, 1);
          message.setStringProperty(PropertyNames.EVENT, "signup");
          message.setJMSCorrelationID("order-1");
          return message;
        });

    fixture.purge(DeadFilter.all(), IGNORED);

    JsonNode record =
        new ObjectMapper().readTree(fixture.broker.receive(Queues.ATTEMPTS).getBody(String.class));
    assertThat(record.path("outcome").asText()).isEqualTo("purged");
    assertThat(record.path("status").asInt()).isEqualTo(400);
    assertThat(record.path("error").asText()).contains("http-status");
    assertThat(record.path("startedAt").asText()).isEqualTo("2026-03-01T12:01:00Z");
    assertThat(record.path("delivery"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"id": "del_1", "replay": 1, "attempt": 5, "activation": "welcome",
                     "event": "signup", "correlationId": "order-1"}
                    """));
  }

  @Test
  void aPurgeThatCannotBeRecordedPurgesNothing() throws Exception {
    fixture.bury("a", "welcome", "http-400");

    assertThatThrownBy(
            () ->
                fixture.dead.purge(
                    DeadFilter.all(),
                    message -> {
                      throw new IllegalStateException("no record");
                    },
                    Pace.unlimited(),
                    IGNORED))
        .hasMessage("no record");

    // What is rolled back comes back after the broker's delay.
    await().untilAsserted(() -> assertThat(fixture.ids(DeadFilter.all())).containsExactly("a"));
    assertThat(fixture.broker.messagesOn(Queues.ATTEMPTS)).isZero();
  }

  private void buryUnchecked(String id) {
    try {
      fixture.bury(id, "welcome", "http-400");
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
