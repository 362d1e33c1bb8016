package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealpost.SealpostFixture;
import io.sealpost.receiver.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What was given up is sent again, thrown away or tried out, and the audit has it. */
@Tag("slow")
@Timeout(180)
class RepairTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static ApiClient api;

  /** Paths that answer 400. */
  private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder).activation("welcome", "").activation("other", "");
    sealpost.file("secrets", "canary: canary-4711");
    sealpost.activation("echoed", "customHeaders: {X-Secret: \"{{secret:canary}}\"}");
    sealpost.answer(
        request ->
            request.path().equals("/echoed")
                ? new Answer(
                    400, List.of(), "you sent canary-4711".getBytes(StandardCharsets.UTF_8))
                : Answer.of(BROKEN.contains(request.path()) ? 400 : 200));
    sealpost.setting("sealpost.node", "node-7").start();
    api = new ApiClient(sealpost);
  }

  @AfterAll
  static void stop() {
    sealpost.close();
  }

  @AfterEach
  void purge() throws Exception {
    BROKEN.clear();
    ended(api.post("/v1/dead/purge", "{\"all\": true}"));
  }

  @Test
  void deadMessagesAreReplayedAsAJob() throws Exception {
    dead("welcome", "r1", "r2");
    dead("other", "r3");

    assertThat(
            api.post("/v1/dead/replay", "{\"activation\": \"welcome\", \"dryRun\": true}").json())
        .hasToString("{\"matched\":2}");
    BROKEN.clear();
    RawHttp.Answer accepted = api.post("/v1/dead/replay", "{\"activation\": \"welcome\"}");

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.header("location"))
        .isEqualTo("/v1/jobs/" + accepted.json().path("id").asText());
    JsonNode job = ended(accepted);
    assertThat(job.path("state").asText()).isEqualTo("done");
    assertThat(job.path("done").asInt()).isEqualTo(2);
    await().atMost(LIMIT).until(() -> attempts("r1").size() == 2 && attempts("r2").size() == 2);
    assertThat(attempts("r1").at("/1/delivery/replay").asInt()).isEqualTo(1);
    assertThat(deadIds()).containsExactly("r3");
    assertThat(api.get("/v1/jobs").at("/jobs/0/id")).isEqualTo(job.path("id"));
    assertThat(api.call("GET", "/v1/jobs/0", null).status()).isEqualTo(404);
  }

  @Test
  void deadMessagesAreChosenByQuestionsToTheLog() throws Exception {
    dead("welcome", "q1", "q2");
    BROKEN.clear();
    send("welcome", "q3");
    await().atMost(LIMIT).until(() -> attempts("q3").size() == 1);
    String chosen = "{\"activation\": \"welcome\", \"event\": \"of-%s\"%s}";

    assertThat(
            api.post("/v1/deliveries/replay", chosen.formatted("q1", ", \"dryRun\": true")).json())
        .hasToString("{\"matched\":1,\"notDead\":0}");
    JsonNode delivered = ended(api.post("/v1/deliveries/replay", chosen.formatted("q3", "")));
    assertThat(delivered.path("done").asInt()).isZero();
    assertThat(delivered.path("notDead").asInt()).isEqualTo(1);
    JsonNode job = ended(api.post("/v1/deliveries/replay", chosen.formatted("q1", "")));

    assertThat(job.path("done").asInt()).isEqualTo(1);
    await().atMost(LIMIT).until(() -> attempts("q1").size() == 2);
    assertThat(deadIds()).containsExactly("q2");
  }

  @Test
  void deadMessagesAreChosenByStatusAndAttributesAndWhatIsPurgedHasARow() throws Exception {
    dead("welcome", "c1", "c2");
    String chosen = "{\"status\": %d, \"attributes\": {\"user_id\": \"c2\"}, \"rate\": \"100/s\"}";

    assertThat(ended(api.post("/v1/dead/purge", chosen.formatted(503))).path("done").asInt())
        .isZero();
    assertThat(ended(api.post("/v1/dead/purge", chosen.formatted(400))).path("done").asInt())
        .isEqualTo(1);

    assertThat(deadIds()).containsExactly("c1");
    await().atMost(LIMIT).until(() -> attempts("c2").size() == 2);
    assertThat(attempts("c2").at("/1/outcome").asText()).isEqualTo("purged");
    assertThat(api.call("GET", "/v1/audit?limit=1", null).body())
        .contains("user_id")
        .doesNotContain("c2");
    assertThat(api.call("POST", "/v1/dead/purge", "{\"all\": true, \"rate\": \"5\"}").body())
        .contains("rate", "write a rate such as 50/s, 30/m or 1/h\"");
  }

  @Test
  void deadMessagesArePagedAndACursorExpiresWhenTheyMove() throws Exception {
    dead("welcome", "p1", "p2", "p3");

    JsonNode first = api.get("/v1/dead?limit=2");
    String next = "/v1/dead?limit=2&cursor=" + first.path("next").asText();
    JsonNode second = api.get(next);
    assertThat(first.path("messages")).hasSize(2);
    assertThat(second.path("messages")).hasSize(1);
    assertThat(second.path("next").isNull()).isTrue();

    ended(
        api.post(
            "/v1/dead/purge", "{\"id\": \"" + first.at("/messages/1/deliveryId").asText() + "\"}"));
    RawHttp.Answer expired = api.call("GET", next, null);
    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.json().path("detail").asText()).contains("begin again");
  }

  @Test
  void anUnknownIdIsNoJob() throws Exception {
    for (String path : List.of("/v1/dead/replay", "/v1/dead/purge")) {
      RawHttp.Answer answer = api.call("POST", path, "{\"id\": \"unheard\"}");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("unheard");
    }
    assertThat(api.call("POST", "/v1/deliveries/replay", "{\"deliveryId\": \"unheard\"}").status())
        .isEqualTo(404);
  }

  @Test
  void everyChangeIsInTheAudit() throws Exception {
    api.post("/v1/activations/other/pause", null);
    api.post("/v1/activations/other/resume", null);
    ended(api.post("/v1/dead/purge", "{\"reason\": \"http-status\"}"));
    api.post("/v1/activations/welcome/test?event=tried", "{\"user_id\": \"customer-data\"}");

    JsonNode entries = api.get("/v1/audit?limit=4");

    assertThat(entries.path("entries").findValuesAsText("action"))
        .containsExactly("activation.test", "dead.purge", "activation.resume", "activation.pause");
    assertThat(entries.path("entries").findValuesAsText("outcome")).containsOnly("done");
    assertThat(entries.at("/entries/1/parameters").toString())
        .isEqualTo("{\"reason\":\"http-status\"}");
    assertThat(entries.at("/entries/3/subject").asText()).isEqualTo("other");
    assertThat(entries.at("/entries/3/node").asText()).isEqualTo("node-7");
    assertThat(entries.at("/entries/3/remoteAddress").asText()).isEqualTo("127.0.0.1");
    assertThat(entries.toString()).doesNotContain("customer-data");
    JsonNode page = api.get("/v1/audit?limit=2");
    assertThat(api.get("/v1/audit?limit=2&cursor=" + page.path("next").asText()).at("/entries/1"))
        .isEqualTo(entries.at("/entries/3"));
  }

  @Test
  void aTestDeliveryIsOneRealRequestPastTheQueues() throws Exception {
    RawHttp.Answer delivered =
        api.post("/v1/activations/other/test?deliveryId=trial-1", "{\"user_id\": 1.10}");
    assertThat(delivered.json().path("outcome").asText()).isEqualTo("delivered");
    assertThat(delivered.json().at("/attempt/delivery/id").asText()).isEqualTo("trial-1");
    assertThat(sealpost.requestsTo("/other"))
        .extracting(request -> new String(request.body(), StandardCharsets.UTF_8))
        .contains("{\"user_id\":1.10}");

    RawHttp.Answer refused = api.post("/v1/activations/echoed/test", "{\"user_id\": 1}");
    assertThat(refused.json().path("outcome").asText()).isEqualTo("dead");
    assertThat(refused.json().path("code").asText()).isEqualTo("http-status");
    assertThat(refused.json().at("/attempt/call/response").asText()).isEqualTo("you sent ***");
    assertThat(refused.body()).doesNotContain("4711");

    assertThat(api.post("/v1/activations/unheard/test", "{}").status()).isEqualTo(404);
    assertThat(api.call("GET", "/v1/deliveries/trial-1", null).status()).isEqualTo(404);
  }

  @Test
  void aTestHasAnIdOfItsOwnAndItsFailureIsNoDeathInTheLog() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger("io.sealpost.delivery");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      String first = testId();
      assertThat(testId()).matches("del_test_[a-z2-7]{26}").isNotEqualTo(first);

      List<ILoggingEvent> ofTests =
          lines.list.stream()
              .filter(line -> line.getFormattedMessage().startsWith("del_test_"))
              .toList();
      assertThat(ofTests).extracting(ILoggingEvent::getLevel).containsOnly(Level.INFO);
      assertThat(ofTests.get(0).getFormattedMessage())
          .startsWith(first + " of echoed: a test that failed; a message would be dead, http-");
    } finally {
      logger.detachAppender(lines);
    }
  }

  private static String testId() throws Exception {
    return api.post("/v1/activations/echoed/test", "{\"user_id\": 1}")
        .json()
        .at("/attempt/delivery/id")
        .asText();
  }

  private static void dead(String activation, String... ids) throws Exception {
    BROKEN.add("/" + activation);
    for (String id : ids) {
      send(activation, id);
    }
    await().atMost(LIMIT).until(() -> deadIds().containsAll(List.of(ids)));
    for (String id : ids) {
      await().atMost(LIMIT).until(() -> attempts(id).size() == 1);
    }
  }

  private static void send(String activation, String id) throws Exception {
    sealpost.send(
        "{\"user_id\": \"" + id + "\"}",
        Map.of("activation", activation, "deliveryId", id, "event", "of-" + id));
  }

  private static List<String> deadIds() throws Exception {
    return api.get("/v1/dead").path("messages").findValuesAsText("deliveryId");
  }

  private static JsonNode attempts(String id) throws Exception {
    return api.get("/v1/deliveries?deliveryId=" + id).path("attempts").isEmpty()
        ? JsonNodeFactory.instance.arrayNode()
        : api.get("/v1/deliveries/" + id).path("attempts");
  }

  private static JsonNode ended(RawHttp.Answer accepted) {
    return await()
        .atMost(LIMIT)
        .until(() -> api.get(accepted.header("location")), job -> job.has("endedAt"));
  }
}
