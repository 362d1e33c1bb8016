package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.attemptlog.AttemptFilter;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.deadletter.DeadContent;
import io.sealpost.deadletter.DeadFilter;
import io.sealpost.deadletter.DeadQueue;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code redact} names reaches the endpoint, and shows nowhere else, whatever happens. */
@Timeout(180)
class RedactedAttributesTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Canaries CANARIES = new Canaries();
  private static final String EMAIL = CANARIES.hatch("email");
  private static final String PHONE = CANARIES.hatch("phone");
  private static final String SERIAL = CANARIES.hatch("serial");

  /** Too short to be searched for: masked by its place alone. */
  private static final int PIN = 7;

  @TempDir static Path folder;
  private static LogCapture log;
  private static SealpostFixture sealpost;
  private static List<AttemptRecord> rows = List.of();

  @BeforeAll
  static void deliverFailAndDie() throws Exception {
    log = LogCapture.everything();
    sealpost = new SealpostFixture(folder);
    sealpost.file(
        "activations/redacting",
        """
        activation: redacting
        connection: acme
        url: %s/{{what}}/{{pin}}/{{email}}?p={{person.phone}}
        customHeaders:
          X-Email: "{{email}}"
          X-Pin: "pin {{pin}} of {{id}}"
          X-Path: ${relative_path}?${query}
          X-Coded: ${base64({{email}})}
          X-Body: ${sha256_hex(${request_body})}
        requestBody: "{{attributes}}"
        retryLimit: 1
        backoff: 200ms
        redact: [email, person.phone, items.serial, pin]
        """
            .formatted(sealpost.origin()));
    sealpost.answer(RedactedAttributesTest::echo);
    sealpost.start();
    for (String what : List.of("delivered", "retried", "refused")) {
      send(what, attributes(what));
    }
    send("unreadable", attributes("unreadable") + "}");
    send("incomplete", attributes("incomplete").replace("\"pin\"", "\"pen\""));
    try (JdbcAttemptLog attempts =
        JdbcAttemptLog.of(DatabaseSettings.file(folder.resolve("data")))) {
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                rows = attempts.find(AttemptFilter.all(), 100, Optional.empty()).attempts();
                return rows.size() == 6 && sealpost.depth("sealpost.dead") == 4;
              });
    }
  }

  @AfterAll
  static void close() {
    sealpost.close();
    log.close();
  }

  @Test
  void theEndpointGetsThemAsTheyAre() {
    ReceivedRequest request =
        sealpost.requests().stream()
            .filter(one -> one.path().startsWith("/delivered"))
            .findFirst()
            .orElseThrow();

    assertThat(request.header("X-Email")).contains(EMAIL);
    assertThat(request.header("X-Pin")).contains("pin 7 of 42");
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).contains(EMAIL, PHONE, SERIAL);
  }

  @Test
  void noRowOfTheAttemptLogShowsThem() {
    assertThat(rows).extracting(AttemptRecord::outcome).contains("delivered", "retry", "dead");
    CANARIES.assertAbsent("attempt log", rows.toString());
    AttemptRecord delivered =
        rows.stream().filter(row -> row.outcome().equals("delivered")).findFirst().orElseThrow();
    assertThat(delivered.request().url()).isEqualTo(sealpost.origin() + "/delivered/***/***?p=***");
    assertThat(delivered.request().headers())
        .containsEntry("X-Email", "***")
        .containsEntry("X-Pin", "pin *** of 42")
        .containsEntry("X-Path", "/delivered/***/***?p=***")
        .containsEntry("X-Coded", "***")
        .containsEntry("X-Body", "***");
    assertThat(delivered.call().response()).contains("you sent", "***");
  }

  @Test
  void noDeadMessageShowsThemThoughEachHoldsThem() throws Exception {
    DeadQueue dead = new DeadQueue(sealpost.broker());
    List<String> shown = new ArrayList<>();
    for (var message : dead.list(DeadFilter.all(), 0, 100)) {
      for (DeadContent content : dead.show(message.id())) {
        shown.add(content.message() + new String(content.body(), StandardCharsets.UTF_8));
      }
    }

    assertThat(shown).hasSize(4);
    CANARIES.assertAbsent("dead messages", shown.toString());
    assertThat(shown)
        .anyMatch(one -> one.contains("\"what\":\"refused\"") && one.contains("\"pin\":\"***\""));
    // No JSON, so that nothing in it can be found: all of it is hidden.
    assertThat(shown).anyMatch(one -> one.endsWith("***") && one.contains("invalid-json"));
  }

  @Test
  void noLineOfTheLogShowsThem() {
    assertThat(log.text()).contains("of redacting: dead after attempt");
    CANARIES.assertAbsent("log", log.text());
  }

  @Test
  void aReplayedMessageIsTheOriginal() throws Exception {
    send("again", attributes("refused"));
    await().atMost(LIMIT).until(() -> depthOf("again") == 1);

    new DeadQueue(sealpost.broker()).replay(DeadFilter.withId("again"), (done, total) -> {});

    await()
        .atMost(LIMIT)
        .until(
            () ->
                sealpost.requests().stream()
                        .filter(
                            one -> one.header("Sealpost-Delivery-Id").orElse("").equals("again"))
                        .filter(one -> one.path().contains("canary"))
                        .count()
                    == 2);
  }

  private static long depthOf(String id) throws Exception {
    return new DeadQueue(sealpost.broker()).show(id).size();
  }

  private static void send(String id, String json) throws Exception {
    sealpost.send(json, Map.of("activation", "redacting", "deliveryId", id));
  }

  private static String attributes(String what) {
    return "{\"id\":42,\"what\":\"%s\",\"email\":\"%s\",\"pin\":%d,\"person\":{\"phone\":\"%s\"},\"items\":[{\"serial\":\"%s\"}]}"
        .formatted(what, EMAIL, PIN, PHONE, SERIAL);
  }

  /** Says back all it was told. */
  private static Answer echo(ReceivedRequest request) {
    int status =
        request.path().startsWith("/retried") ? 503 : request.path().startsWith("/ref") ? 400 : 200;
    String heard = "you sent " + request.target() + request.forTerminal();
    return new Answer(status, List.of(), heard.getBytes(StandardCharsets.UTF_8));
  }
}
