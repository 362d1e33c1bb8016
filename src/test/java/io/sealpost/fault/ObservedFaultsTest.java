package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.FreePort;
import io.sealpost.ObservePage;
import io.sealpost.Scrape;
import io.sealpost.SealpostFixture;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.broker.EmbeddedBroker;
import io.sealpost.receiver.Answer;
import io.sealpost.signature.Secret;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the observe port says while the broker or the database is not well. */
@Tag("slow")
@Timeout(300)
class ObservedFaultsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PASSWORD = "broker-password-of-this-test";

  @TempDir static Path folder;
  private static EmbeddedBroker broker;
  private static TcpProxy wire;
  private static ServerSocket muteDatabase;
  private static SealpostFixture sealpost;
  private static ObservePage page;

  @BeforeAll
  static void startOverAWireToTheBrokerAndWithADatabaseThatNeverAnswers() throws Exception {
    BrokerCredentials credentials = new BrokerCredentials("them", Secret.of(PASSWORD));
    int port = FreePort.next();
    broker = EmbeddedBroker.start(folder.resolve("external"), "127.0.0.1", port, credentials);
    wire = TcpProxy.to(port);
    // Takes connections, and says nothing.
    muteDatabase = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    sealpost =
        new SealpostFixture(folder)
            .activation("welcome", "")
            .activation("told", "events: log.lagging\nmissing: \"null\"");
    sealpost
        .externalBroker(wire.port(), credentials)
        .setting(
            "sealpost.database.url",
            "jdbc:postgresql://127.0.0.1:" + muteDatabase.getLocalPort() + "/attempts")
        .setting("sealpost.database.password", PASSWORD)
        .setting("sealpost.health.maxLogLag", "1s")
        .start();
    page = new ObservePage(sealpost);
  }

  @AfterAll
  static void stop() throws Exception {
    wire.release();
    sealpost.close();
    wire.close();
    broker.close();
    muteDatabase.close();
  }

  @AfterEach
  void heal() {
    wire.release();
    await().atMost(LIMIT).until(() -> page.scrape().value("sealpost_broker_up") == 1);
  }

  @Test
  void aBrokerThatHangsIsDownAndItsFiguresAreMissingNotStale() throws Exception {
    await().atMost(LIMIT).until(() -> page.scrape().names().contains("sealpost_dead_messages"));

    wire.hold();

    await().atMost(LIMIT).until(() -> page.scrape().value("sealpost_broker_up") == 0);
    Scrape scrape = page.scrape();
    assertThat(scrape.names())
        .contains("sealpost_attempts_total", "sealpost_disk_free_bytes")
        .doesNotContain(
            "sealpost_dead_messages",
            "sealpost_pending_messages",
            "sealpost_oldest_pending_age_seconds",
            "sealpost_attempt_log_lag_seconds");
    assertThat(page.health("/ready").statusCode()).isEqualTo(503);
    assertThat(reason("/ready", "broker"))
        .contains("gives no sessions", "goes on by itself", "troubleshooting: the-broker-is-gone");
    assertThat(page.health("/live").statusCode()).isEqualTo(200);
    wire.cut();
    wire.release();
    await().atMost(LIMIT).until(() -> isUp("broker"));
    await().atMost(LIMIT).until(() -> page.scrape().names().contains("sealpost_dead_messages"));
  }

  @Test
  void aDatabaseThatHangsIsNoReasonForARestart() throws Exception {
    // Not at once: for some seconds it is one that is being opened.
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(reason("", "database"))
                    .contains(
                        "does not answer", "Deliveries go on", "troubleshooting: attempt-log"));

    assertThat(page.health("/ready").statusCode()).isEqualTo(503);
    assertThat(page.health("/live").statusCode()).isEqualTo(200);
    assertThat(page.scrape().value("sealpost_database_up")).isZero();
  }

  @Test
  void recordsThatWaitAreALagAndDeliveriesGoOn() throws Exception {
    int before = sealpost.requestsTo("/welcome").size();
    sealpost.send("{\"user_id\":1}", Map.of("activation", "welcome"));
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/welcome").size() > before);

    await()
        .atMost(LIMIT)
        .until(
            () -> page.scrape().find("sealpost_attempt_log_lag_seconds", Map.of()).orElse(0) > 1);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(reason("", "attempt-log"))
                    .contains("s behind", "more than the 1 s", "sealpost.health.maxLogLag"));
    assertThat(page.health("/ready").statusCode()).isEqualTo(503);
    assertThat(page.health("/live").statusCode()).isEqualTo(200);
    assertThat(page.scrape().value("sealpost_attempt_log_waiting_messages")).isPositive();
    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/told").size() == 1);
  }

  @Test
  void anAttemptThatIsNotCommittedCountsAsRolledBackAndNotAsDelivered() throws Exception {
    Map<String, String> delivered = Map.of("activation", "welcome", "outcome", "delivered");
    Map<String, String> rolledBack = Map.of("activation", "welcome", "outcome", "rolled_back");
    double before = page.scrape().value("sealpost_attempts_total", delivered);
    AtomicBoolean first = new AtomicBoolean(true);
    sealpost.answer(
        request -> {
          if (first.getAndSet(false)) {
            // The endpoint has it, and the broker is gone before the commit.
            wire.cut();
          }
          return Answer.of(200);
        });

    sealpost.send("{\"user_id\":1}", Map.of("activation", "welcome"));

    await()
        .atMost(LIMIT)
        .until(
            () -> page.scrape().find("sealpost_attempts_total", delivered).orElse(0) == before + 1);
    assertThat(page.scrape().value("sealpost_attempts_total", rolledBack)).isEqualTo(1);
  }

  @Test
  void noReasonTellsAPasswordOrAnAddress() throws Exception {
    wire.hold();
    await().atMost(LIMIT).until(() -> !isUp("broker"));

    String told = page.health("?stackTrace=true&exposureLevel=full&data=true").body();

    wire.cut();
    assertThat(told)
        .contains("\"broker\"", "\"database\"")
        .doesNotContain(PASSWORD, "jdbc:", "tcp://", "Exception", "127.0.0.1", "\\\\");
  }

  private static boolean isUp(String check) throws Exception {
    return check("/ready", check).path("status").asText().equals("UP");
  }

  private static String reason(String kind, String check) throws Exception {
    JsonNode found = check(kind, check);
    assertThat(found.path("status").asText()).isEqualTo("DOWN");
    return found.path("message").asText();
  }

  private static JsonNode check(String kind, String check) throws Exception {
    JsonNode health = new ObjectMapper().readTree(page.health(kind).body());
    for (JsonNode one : health.path("checks")) {
      if (one.path("name").asText().equals(check)) {
        return one;
      }
    }
    throw new AssertionError("No check " + check + " in " + health);
  }
}
