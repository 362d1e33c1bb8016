package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.attemptlog.AttemptFilter;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.receiver.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every attempt of a running Sealpost, and every end without a request, is one row. */
@Timeout(180)
class AttemptLogTest {
  private static final String CANARY = "canary/4711\"secret";

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static JdbcAttemptLog log;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder);
    sealpost.file("secrets", "canary: '" + CANARY + "'");
    sealpost.connection("keyed", "apiKeyName: key\napiKeyIn: query\napiKey: '" + CANARY + "'");
    sealpost.file(
        "connections/keyed",
        Files.readString(folder.resolve("config/connections/keyed.yaml"))
            .replace("authType: none", "authType: apiKey"));
    sealpost.activation("welcome", "");
    sealpost.activation("limited", "retryLimit: 1");
    sealpost.activation(
        "echoed", "keyed", "customHeaders: {X-Secret: \"{{secret:canary}}\", X-Plain: seen}");
    sealpost.answer(
        request ->
            switch (request.path()) {
              case "/limited" -> Answer.of(503);
              case "/echoed" ->
                  new Answer(
                      400,
                      List.of(),
                      ("you sent "
                              + request.target()
                              + " and "
                              + CANARY
                              + " and "
                              + CANARY.replace("\"", "\\\""))
                          .getBytes(StandardCharsets.UTF_8));
              default -> new Answer(200, List.of(), "thanks".getBytes(StandardCharsets.UTF_8));
            });
    sealpost.setting("sealpost.node", "node-7").start();
    // The same JVM may open H2's file twice.
    log = JdbcAttemptLog.of(DatabaseSettings.file(folder.resolve("data")));
  }

  @AfterAll
  static void stop() {
    log.close();
    sealpost.close();
  }

  @Test
  void aDeliveryIsARowWithItsRequestAnswerAndTimes() throws Exception {
    sealpost.send(
        "{\"user_id\": \"u-1\"}",
        Map.of(
            "activation",
            "welcome",
            "deliveryId",
            "one",
            "event",
            "user.created",
            "eventId",
            "evt-1",
            "journey",
            "onboarding"));

    AttemptRecord row = rows("one", 1).get(0);

    assertThat(row.outcome()).isEqualTo("delivered");
    assertThat(row.status()).isEqualTo(200);
    assertThat(row.errorCode()).isNull();
    assertThat(row.nextAttemptAt()).isNull();
    assertThat(row.node()).isEqualTo("node-7");
    assertThat(row.delivery().attempt()).isEqualTo(1);
    assertThat(row.delivery().connection()).isEqualTo("acme");
    assertThat(row.delivery().event()).isEqualTo("user.created");
    assertThat(row.delivery().eventId()).isEqualTo("evt-1");
    assertThat(row.delivery().journey()).isEqualTo("onboarding");
    assertThat(row.request().method()).isEqualTo("POST");
    assertThat(row.request().url()).isEqualTo(sealpost.origin() + "/welcome");
    assertThat(row.request().headers()).containsKeys("User-Agent", "X-TD-Signature");
    byte[] body = sealpost.requestsTo("/welcome").get(0).body();
    assertThat(row.request().bytes()).isEqualTo(body.length);
    assertThat(row.request().sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body)));
    assertThat(row.call().response()).isEqualTo("thanks");
    assertThat(row.call().address()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void everyRetryIsARowAndTheLastOneIsDead() throws Exception {
    sealpost.send("{\"user_id\": \"u-1\"}", Map.of("activation", "limited", "deliveryId", "two"));

    List<AttemptRecord> rows = rows("two", 2);

    assertThat(rows).extracting(AttemptRecord::outcome).containsExactly("retry", "dead");
    assertThat(rows).extracting(AttemptRecord::status).containsExactly(503, 503);
    assertThat(rows)
        .extracting(AttemptRecord::errorCode)
        .containsExactly("http-status", "retries-exhausted");
    assertThat(rows.get(0).nextAttemptAt()).isAfter(rows.get(0).startedAt().plusMillis(199));
    assertThat(rows.get(1).nextAttemptAt()).isNull();
  }

  @Test
  void anEndWithoutARequestIsARow() throws Exception {
    sealpost.send("{}", Map.of("activation", "welcome", "deliveryId", "no-attribute"));
    sealpost.send("[1, 2]", Map.of("activation", "welcome", "deliveryId", "no-json"));
    sealpost.send("{}", Map.of("activation", "nobody", "deliveryId", "no-activation"));
    sealpost.send("{}", Map.of("event", "unheard.of", "deliveryId", "no-subscriber"));

    assertDeadWithoutCall("no-attribute", "missing-attribute", "welcome", 1);
    assertDeadWithoutCall("no-json", "not-an-object", "welcome", 1);
    assertDeadWithoutCall("no-activation", "no-activation", "nobody", 0);
    assertDeadWithoutCall("no-subscriber", "no-subscriber", "", 0);
  }

  @Test
  void noColumnHoldsASecret() throws Exception {
    sealpost.send("{\"user_id\": \"u-1\"}", Map.of("activation", "echoed", "deliveryId", "three"));

    AttemptRecord row = rows("three", 1).get(0);

    assertThat(row.request().url()).isEqualTo(sealpost.origin() + "/echoed?key=***");
    assertThat(row.request().headers()).containsEntry("X-Secret", "***");
    assertThat(row.request().headers()).containsEntry("X-Plain", "seen");
    assertThat(row.call().response()).isEqualTo("you sent /echoed?key=*** and *** and ***");
    assertThat(row.toString()).doesNotContain("4711");
  }

  @Test
  void nothingStaysOnTheQueueOfRecords() throws Exception {
    sealpost.send("{\"user_id\": \"u-1\"}", Map.of("activation", "welcome", "deliveryId", "five"));

    rows("five", 1);

    await().atMost(Duration.ofMinutes(1)).until(() -> sealpost.depth("sealpost.attempts") == 0);
    assertThat(log.find(AttemptFilter.all().deliveryId("five"), 10, Optional.empty()).attempts())
        .hasSize(1);
  }

  private static void assertDeadWithoutCall(
      String id, String code, String activation, int attempt) {
    AttemptRecord row = rows(id, 1).get(0);
    assertThat(row.outcome()).isEqualTo("dead");
    assertThat(row.errorCode()).isEqualTo(code);
    assertThat(row.error()).isNotEmpty();
    assertThat(row.delivery().activation()).isEqualTo(activation);
    assertThat(row.delivery().attempt()).isEqualTo(attempt);
    assertThat(row.call()).isNull();
  }

  private static List<AttemptRecord> rows(String deliveryId, int count) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> log.attempts(deliveryId), rows -> rows.size() == count);
  }
}
