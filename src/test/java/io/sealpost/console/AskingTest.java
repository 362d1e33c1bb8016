package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.SealpostFixture;
import io.sealpost.receiver.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the management API tells of a running Sealpost. */
@Timeout(180)
class AskingTest {
  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static ApiClient api;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder);
    sealpost.activation("welcome", "").activation("limited", "retryLimit: 0");
    sealpost.answer(request -> request.path().equals("/limited") ? Answer.of(503) : Answer.of(200));
    sealpost.start();
    api = new ApiClient(sealpost);
    for (int i = 1; i <= 3; i++) {
      sealpost.send(
          "{\"user_id\": \"u\"}",
          Map.of(
              "activation", "welcome", "deliveryId", "w" + i, "event", "3.5", "eventId", "e" + i));
    }
    sealpost.send("{\"user_id\": \"u\"}", Map.of("activation", "limited", "deliveryId", "l1"));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> api.get("/v1/deliveries").path("attempts").size() == 4);
  }

  @AfterAll
  static void stop() {
    sealpost.close();
  }

  @Test
  void attemptsAreListedInPagesAndByEveryCriterion() throws Exception {
    JsonNode first = api.get("/v1/deliveries?activation=welcome&limit=2");
    assertThat(first.path("attempts")).hasSize(2);
    JsonNode second =
        api.get("/v1/deliveries?activation=welcome&limit=2&cursor=" + first.path("next").asText());
    assertThat(second.path("attempts")).hasSize(1);
    assertThat(second.path("next").isNull()).isTrue();

    assertThat(count("outcome=dead&status=503")).isEqualTo(1);
    // Text, though it could be a number.
    assertThat(count("event=3.5&eventId=e2")).isEqualTo(1);
    assertThat(count("deliveryId=w3&since=2020-01-01T00:00:00Z")).isEqualTo(1);
    assertThat(count("journey=none")).isZero();
    assertThat(count("scheduled=true")).isZero();
    assertThat(count("scheduled=false")).isEqualTo(4);
    assertThat(count("until=2020-01-01T00:00:00%2B01:00")).isZero();
  }

  @Test
  void aDeliveryIsShownWithItsAttempts() throws Exception {
    JsonNode delivery = api.get("/v1/deliveries/l1");

    assertThat(delivery.at("/attempts/0/errorCode").asText()).isEqualTo("retries-exhausted");
    assertThat(delivery.at("/attempts/0/request/headers/X-TD-Signature").asText()).isNotEmpty();
    assertThat(api.call("GET", "/v1/deliveries/unheard", null).status()).isEqualTo(404);
  }

  @Test
  void statisticsAreByActivationAndTime() throws Exception {
    JsonNode all = api.get("/v1/stats").path("statistics");
    assertThat(all).hasSize(2);
    JsonNode hours = api.get("/v1/stats?bucket=1h&activation=limited").path("statistics");
    assertThat(hours.at("/0/dead").asInt()).isEqualTo(1);
    assertThat(hours.at("/0/errors").toString()).isEqualTo("{\"retries-exhausted 503\":1}");
    assertThat(hours.at("/0/from").asText()).endsWith(":00:00Z");
  }

  @Test
  void activationsSayTheirStateAndWhatWaits() throws Exception {
    JsonNode activations = api.get("/v1/activations").path("activations");

    assertThat(activations.findValuesAsText("name")).containsExactly("limited", "welcome");
    assertThat(activations.findValuesAsText("state")).containsExactly("running", "running");
    assertThat(api.get("/v1/activations/welcome").path("lastSuccessAt").asText()).isNotEmpty();
    assertThat(api.get("/v1/activations/limited").has("lastSuccessAt")).isFalse();
    RawHttp.Answer unknown = api.call("GET", "/v1/activations/welcom", null);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().path("detail").asText()).contains("did you mean welcome?");
  }

  @Test
  void queuesSayWhatIsPendingAndDead() throws Exception {
    JsonNode queues = api.get("/v1/queues");

    assertThat(queues.path("serving").asBoolean()).isTrue();
    assertThat(queues.path("queues").findValuesAsText("queue"))
        .contains("sealpost.activations", "sealpost.dead", "sealpost.delivery.welcome");
  }

  @Test
  void deadMessagesAreShownWithoutTheirBodies() throws Exception {
    JsonNode dead = api.get("/v1/dead?reason=retries-exhausted").path("messages");
    assertThat(dead.findValuesAsText("deliveryId")).containsExactly("l1");
    assertThat(api.get("/v1/dead?activation=welcome").path("messages")).isEmpty();

    JsonNode one = api.get("/v1/dead/l1").path("messages").path(0);
    assertThat(one.at("/body/kind").asText()).isEqualTo("text");
    assertThat(one.at("/body/bytes").asInt()).isEqualTo(16);
    assertThat(api.call("GET", "/v1/dead/unheard", null).status()).isEqualTo(404);
  }

  @Test
  void theConfigurationIsCheckedAsTheCommandDoes() throws Exception {
    assertThat(api.post("/v1/configuration/check", null).json().path("valid").asBoolean()).isTrue();

    sealpost.activation("broken", "retryLimitt: 3");
    try {
      JsonNode check = api.post("/v1/configuration/check", null).json();
      assertThat(check.path("valid").asBoolean()).isFalse();
      assertThat(check.at("/problems/0/file").asText()).isEqualTo("activations/broken.yaml");
      assertThat(check.at("/problems/0/severity").asText()).isEqualTo("error");
    } finally {
      sealpost.without("activations/broken");
    }
  }

  private static int count(String query) throws Exception {
    return api.get("/v1/deliveries?" + query).path("attempts").size();
  }
}
