package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webhook about failing webhooks: what it tells, and that it does not tell of itself. */
class OperationalEventsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SECRET = "tell-nobody-4711";

  @TempDir static Path folder;
  private static SealpostFixture sealpost;

  @BeforeAll
  static void start() throws Exception {
    sealpost =
        new SealpostFixture(folder)
            .activation("failing", "")
            .activation("limited", "retryLimit: 1")
            .activation("keyed", "customHeaders: {X-Key: \"{{secret:key}}\"}")
            .file("secrets", "key: " + SECRET)
            .activation("orders", "");
    subscriber("on-call", "delivery.dead");
    subscriber("also-failing", "delivery.dead");
    subscriber("throttled", "api.rate_limit");
    sealpost.answer(
        request ->
            switch (request.path()) {
              case "/on-call", "/orders" -> Answer.of(200);
              case "/limited", "/throttled" -> Answer.of(429);
              default -> Answer.of(400);
            });
    sealpost.start();
  }

  @AfterAll
  static void close() {
    sealpost.close();
  }

  @Test
  void aDeadMessageIsToldToItsSubscribers() throws Exception {
    sealpost.send(
        "{\"user_id\":\"told\"}",
        Map.of("activation", "failing", "deliveryId", "told", "event", "user.created"));

    JsonNode told = told("/on-call", "told");
    assertThat(told.at("/type").asText()).isEqualTo("delivery.dead");
    JsonNode data = told.get("data");
    assertThat(data.get("activation").asText()).isEqualTo("failing");
    assertThat(data.get("event").asText()).isEqualTo("user.created");
    assertThat(data.get("reason").asText()).isEqualTo("http-status");
    assertThat(data.get("error").asText()).startsWith("The endpoint answered 400");
    assertThat(data.get("status").asInt()).isEqualTo(400);
    assertThat(data.get("attempts").asInt()).isEqualTo(1);
    Message dead = deadWith("told");
    assertThat(data.get("deadAt").asText()).isEqualTo(dead.getStringProperty("sealpostDeadAt"));
    assertFits(told);
  }

  @Test
  void aMessageThatDiesBeforeItIsADeliveryIsToldToo() throws Exception {
    sealpost.send("{}", Map.of("activation", "nobody", "deliveryId", "lost"));

    JsonNode told = told("/on-call", "lost");
    assertThat(told.at("/data/reason").asText()).isEqualTo("no-activation");
    assertThat(told.at("/data/attempts").asInt()).isZero();
    assertThat(told.at("/data/status").isNull()).isTrue();
    assertFits(told);
  }

  @Test
  void aFailingSubscriberMakesOneDeadMessageForEachEventAndNoStorm() throws Exception {
    sealpost.send("{\"user_id\":1}", Map.of("activation", "failing", "deliveryId", "looping"));

    told("/on-call", "looping");
    told("/also-failing", "looping");
    await().atMost(LIMIT).until(() -> deadEvents("looping") == 1);
    // What follows from it would have been told by now: the queues of both are empty, twice.
    awaitQuiet();
    assertThat(deadEvents("looping")).isEqualTo(1);
    assertThat(sealpost.requestsTo("/also-failing").stream().filter(r -> holds(r, "looping")))
        .hasSize(1);
    assertThat(sealpost.requestsTo("/on-call").stream().filter(r -> holds(r, "also-failing")))
        .isEmpty();
  }

  @Test
  void aRateLimitIsToldOnceAMinuteForEachActivationAndNotOfItself() throws Exception {
    for (int i = 0; i < 5; i++) {
      sealpost.send("{\"user_id\":1}", Map.of("activation", "limited", "deliveryId", "rate-" + i));
    }

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/limited").size() == 10);
    await().atMost(LIMIT).until(() -> !sealpost.requestsTo("/throttled").isEmpty());
    awaitQuiet();
    JsonNode told = body(sealpost.requestsTo("/throttled").get(0));
    assertThat(told.at("/data/activation").asText()).isEqualTo("limited");
    assertThat(told.at("/data/nextAttemptAt").asText()).isNotEmpty();
    assertFits(told);
    assertThat(sealpost.requestsTo("/throttled"))
        .extracting(request -> body(request).at("/data/deliveryId"))
        .containsOnly(told.at("/data/deliveryId"));
  }

  @Test
  void noProducerCanTellInSealpostsName() throws Exception {
    sealpost.send("{}", Map.of("event", "delivery.dead", "deliveryId", "forged-1"));
    sealpost.send(
        "{}", Map.of("event", "log.lagging", "activation", "orders", "deliveryId", "forged-2"));
    sealpost.send(
        context -> {
          Message message = context.createTextMessage("{\"user_id\":1}");
          message.setStringProperty("activation", "failing");
          message.setStringProperty("deliveryId", "forged-3");
          message.setBooleanProperty("sealpostOperational", true);
          return message;
        });

    assertThat(deadWith("forged-1").getStringProperty("sealpostReason"))
        .isEqualTo("reserved-event");
    assertThat(deadWith("forged-2").getStringProperty("sealpostReason"))
        .isEqualTo("reserved-event");
    assertThat(told("/on-call", "forged-3").at("/data/reason").asText()).isEqualTo("http-status");
  }

  @Test
  void anEventWithoutSubscribersIsDoneWithAndABrokenOneIsDead() throws Exception {
    event("activation.paused", "unheard");
    event("", "nameless");

    await().atMost(LIMIT).until(() -> !sealpost.dead("from-events").isEmpty());
    await().atMost(LIMIT).until(() -> sealpost.depth("sealpost.events") == 0);
    assertThat(sealpost.dead("from-events")).hasSize(1);
    assertThat(sealpost.dead("from-events").get(0).getBody(String.class)).contains("nameless");
  }

  @Test
  void noSecretIsTold() throws Exception {
    sealpost.send("{\"user_id\":1}", Map.of("activation", "keyed", "deliveryId", "keyed"));

    assertThat(told("/on-call", "keyed").toString()).doesNotContain(SECRET);
  }

  private static void subscriber(String name, String events) throws IOException {
    sealpost.file(
        "activations/" + name,
        """
        activation: %s
        connection: acme
        events: %s
        url: %s/%s
        requestBody: "{{attributes}}"
        retryLimit: 0
        """
            .formatted(name, events, sealpost.origin(), name));
  }

  /** Past what Sealpost itself would send: with the broker's rights. */
  private static void event(String type, String mark) throws Exception {
    sealpost.jms(
        context -> {
          TextMessage message = context.createTextMessage("{\"mark\":\"" + mark + "\"}");
          message.setStringProperty("event", type);
          message.setStringProperty("activation", "from-events");
          context.createProducer().send(context.createQueue("sealpost.events"), message);
          return null;
        });
  }

  private static JsonNode told(String path, String mark) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                sealpost.requestsTo(path).stream()
                    .filter(request -> holds(request, mark))
                    .map(OperationalEventsTest::body)
                    .toList(),
            found -> !found.isEmpty())
        .get(0);
  }

  private static boolean holds(ReceivedRequest request, String mark) {
    return body(request).at("/data").toString().contains("\"" + mark + "\"");
  }

  private static JsonNode body(ReceivedRequest request) {
    try {
      return new JsonMapper().readTree(request.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Message deadWith(String deliveryId) throws Exception {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                sealpost.browse("sealpost.dead").stream()
                    .filter(message -> deliveryId.equals(property(message, "deliveryId")))
                    .toList(),
            found -> found.size() == 1)
        .get(0);
  }

  /** Dead messages that are events of that delivery. */
  private static long deadEvents(String deliveryId) throws Exception {
    return sealpost.dead("also-failing").stream()
        .filter(message -> text(message).contains("\"" + deliveryId + "\""))
        .count();
  }

  private static void awaitQuiet() {
    await()
        .atMost(LIMIT)
        .during(Duration.ofSeconds(1))
        .until(
            () -> {
              for (String queue :
                  List.of("activations", "events", "delivery.on-call", "delivery.also-failing")) {
                if (sealpost.depth("sealpost." + queue) > 0) {
                  return false;
                }
              }
              return true;
            });
  }

  private static String property(Message message, String name) {
    try {
      return message.getStringProperty(name);
    } catch (jakarta.jms.JMSException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Message message) {
    try {
      return message.getBody(String.class);
    } catch (jakarta.jms.JMSException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertFits(JsonNode event) throws IOException {
    String schema =
        Files.readString(Path.of("schema/events/" + event.get("type").asText() + ".schema.json"));
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(event))
        .isEmpty();
  }
}
