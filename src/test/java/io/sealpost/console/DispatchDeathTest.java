package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.SealpostFixture;
import io.sealpost.activation.DeliveryId;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What dies at dispatch has one id: in the log, in events, in the dead queue and replayed. */
@Timeout(180)
class DispatchDeathTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static ApiClient api;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder);
    sealpost.file(
        "activations/on-call",
        """
        activation: on-call
        connection: acme
        events: [delivery.dead]
        url: %s/on-call
        requestBody: "{{data.deliveryId}}"
        """
            .formatted(sealpost.origin()));
    sealpost.answer(request -> Answer.of(200));
    sealpost.start();
    api = new ApiClient(sealpost);
  }

  @AfterAll
  static void stop() {
    sealpost.close();
  }

  @Test
  void oneIdIsKnownEverywhereAndKeptByEachReplay() throws Exception {
    String id = DeliveryId.mint(send("activation", "late"), "late");
    awaitDeaths(id, 1);

    assertThat(api.get("/v1/dead/" + id).at("/messages/0/reason").asText())
        .isEqualTo("no-activation");
    await().atMost(LIMIT).until(() -> bodies("/on-call").contains("\"" + id + "\""));
    String chosen = "{\"deliveryId\": \"%s\"%s}";
    assertThat(api.post("/v1/deliveries/replay", chosen.formatted(id, ", \"dryRun\": true")).json())
        .hasToString("{\"matched\":1,\"notDead\":0}");

    // The activation is still not there.
    assertThat(ended(api.post("/v1/deliveries/replay", chosen.formatted(id, ""))).path("done"))
        .hasToString("1");
    awaitDeaths(id, 2);
    sealpost.activation("late", "");
    await().atMost(LIMIT).until(() -> api.get("/v1/activations").toString().contains("\"late\""));
    ended(api.post("/v1/dead/replay", "{\"id\": \"" + id + "\"}"));

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/late").size() == 1);
    assertThat(sealpost.requestsTo("/late").get(0).header("Sealpost-Delivery-Id")).contains(id);
    JsonNode rows = awaitRows(id, 3);
    assertThat(rows.findValuesAsText("outcome")).containsExactly("dead", "dead", "delivered");
    assertThat(rows.findValuesAsText("replay")).containsExactly("0", "1", "2");
    assertThat(rows.findValuesAsText("attempt")).containsExactly("0", "0", "1");
  }

  @Test
  void anEventThatDiedAsAWholeBecomesTheDeliveriesItWouldHaveBeen() throws Exception {
    String messageId = send("event", "too-early");
    String whole = DeliveryId.mint(messageId, "");
    awaitDeaths(whole, 1);

    sealpost.activation("one", "events: [too-early]").activation("two", "events: [too-early]");
    await().atMost(LIMIT).until(() -> api.get("/v1/activations").toString().contains("\"two\""));
    ended(api.post("/v1/dead/replay", "{\"id\": \"" + whole + "\"}"));

    for (String activation : List.of("one", "two")) {
      JsonNode rows = awaitRows(DeliveryId.mint(messageId, activation), 1);
      assertThat(rows.findValuesAsText("replay")).containsExactly("1");
      assertThat(rows.findValuesAsText("outcome")).containsExactly("delivered");
    }
    assertThat(awaitRows(whole, 1).findValuesAsText("outcome")).containsExactly("dead");
  }

  @Test
  void aPurgeIsARowOfTheSameId() throws Exception {
    String id = DeliveryId.mint(send("activation", "never"), "never");
    awaitDeaths(id, 1);

    ended(api.post("/v1/dead/purge", "{\"id\": \"" + id + "\"}"));

    JsonNode rows = awaitRows(id, 2);
    assertThat(rows.findValuesAsText("outcome")).containsExactly("dead", "purged");
    assertThat(rows.findValuesAsText("attempt")).containsExactly("0", "1");
  }

  /** Says which JMSMessageID it got. */
  private static String send(String property, String value) throws Exception {
    return sealpost.send(
        context -> {
          Message message = context.createTextMessage("{\"user_id\": 1}");
          message.setStringProperty(property, value);
          return message;
        });
  }

  private static void awaitDeaths(String id, int rows) throws Exception {
    awaitRows(id, rows);
    await().atMost(LIMIT).until(() -> api.call("GET", "/v1/dead/" + id, null).status() == 200);
  }

  private static JsonNode awaitRows(String id, int count) throws Exception {
    await()
        .atMost(LIMIT)
        .until(() -> api.get("/v1/deliveries?deliveryId=" + id).path("attempts").size() == count);
    return api.get("/v1/deliveries/" + id).path("attempts");
  }

  private static List<String> bodies(String path) {
    return sealpost.requestsTo(path).stream()
        .map(ReceivedRequest::body)
        .map(body -> new String(body, StandardCharsets.UTF_8))
        .toList();
  }

  private static JsonNode ended(RawHttp.Answer accepted) {
    return await()
        .atMost(LIMIT)
        .until(() -> api.get(accepted.header("location")), job -> job.has("endedAt"));
  }
}
