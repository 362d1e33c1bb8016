package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.activation.DeliveryId;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.ReceivedRequest;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which activations a message reaches, and what of it. */
class DispatchTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SHOWN =
      """
      customHeaders: {X-Attempt: "{{meta.attempt}}", X-Event: "{{meta.event}}"}
      missing: "null"
      concurrency: 1
      """;

  @TempDir static Path folder;
  private static SealpostFixture sealpost;

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder);
    sealpost
        .activation("addressed", SHOWN + "events: [unused]")
        .activation("first", SHOWN + "events: [signup]")
        .activation("second", SHOWN + "events: [signup, login]")
        .activation("ordered", SHOWN)
        .activation("refused", SHOWN)
        .start();
    sealpost.answer(request -> Answer.of(request.path().equals("/refused") ? 400 : 200));
  }

  @AfterAll
  static void close() {
    sealpost.close();
  }

  @Test
  void anActivationAddressesItsQueueAlone() throws Exception {
    String id = sealpost.send(message("a-1", Map.of("activation", "addressed")));

    ReceivedRequest request = received("/addressed", "a-1");
    assertThat(request.header("Sealpost-Delivery-Id")).contains(DeliveryId.mint(id, "addressed"));
    assertThat(request.header("X-Event")).contains("");
  }

  @Test
  void anEventReachesEachSubscriberWithAnIdOfItsOwn() throws Exception {
    String id = sealpost.send(message("e-1", Map.of("event", "signup")));

    assertThat(received("/first", "e-1").header("Sealpost-Delivery-Id"))
        .contains(DeliveryId.mint(id, "first"));
    assertThat(received("/second", "e-1").header("Sealpost-Delivery-Id"))
        .contains(DeliveryId.mint(id, "second"));
    assertThat(DeliveryId.mint(id, "first")).isNotEqualTo(DeliveryId.mint(id, "second"));
  }

  @Test
  void withBothTheActivationAddressesAndTheEventIsData() throws Exception {
    sealpost.send(message("b-1", Map.of("activation", "addressed", "event", "login")));
    sealpost.send(message("b-2", Map.of("event", "login")));

    assertThat(received("/addressed", "b-1").header("X-Event")).contains("login");
    // The later one of the queue is through: the earlier would have been before it.
    received("/second", "b-2");
    assertThat(requests("/second", "b-1")).isEmpty();
  }

  @Test
  void aProducersDeliveryIdIsKeptOnEveryCopy() throws Exception {
    sealpost.send(message("p-1", Map.of("event", "signup", "deliveryId", "Mine_0-9")));

    assertThat(received("/first", "p-1").header("Sealpost-Delivery-Id")).contains("Mine_0-9");
    assertThat(received("/second", "p-1").header("Sealpost-Delivery-Id")).contains("Mine_0-9");
  }

  @Test
  void aDeliveryIdThatIsNoneIsReplaced() throws Exception {
    String id =
        sealpost.send(message("r-1", Map.of("activation", "addressed", "deliveryId", "no/id")));

    assertThat(received("/addressed", "r-1").header("Sealpost-Delivery-Id"))
        .contains(DeliveryId.mint(id, "addressed"));
  }

  @Test
  void whatNobodyIsThereForIsDead() throws Exception {
    sealpost.send(message("n-1", Map.of("activation", "nobody", "event", "signup")));
    sealpost.send(message("n-2", Map.of("event", "nothing")));
    sealpost.send(message("n-3", Map.of("journey", "j")));

    assertThat(reason("n-1")).isEqualTo("no-activation");
    assertThat(reason("n-2")).isEqualTo("no-subscriber");
    assertThat(reason("n-3")).isEqualTo("no-activation");
    assertThat(requests("/first", "n-1")).isEmpty();
  }

  @Test
  void aMessageWithoutIdentityIsDeadOnce() throws Exception {
    sealpost.jmsWithoutPool(
        context -> {
          Message message = message("i-1", Map.of("event", "signup")).with(context);
          context
              .createProducer()
              .setDisableMessageID(true)
              .send(context.createQueue("sealpost.activations"), message);
          return null;
        });

    assertThat(reason("i-1")).isEqualTo("no-identity");
    assertThat(requests("/first", "i-1")).isEmpty();
  }

  @Test
  void whatOnlySealpostMaySetIsStripped() throws Exception {
    sealpost.send(
        context -> {
          Message message = message("s-1", Map.of("activation", "refused")).with(context);
          message.setIntProperty("sealpostAttempt", 7);
          message.setIntProperty("sealpostReplay", 7);
          message.setStringProperty("sealpostDeliveryId", "forged");
          message.setStringProperty("SEALPOSTFoo", "forged");
          message.setStringProperty("_AMQ_LVQ_NAME", "forged");
          message.setStringProperty("_AMQ_DUPL_ID", "forged");
          message.setStringProperty("journey", "onboarding");
          return message;
        });

    ReceivedRequest request = received("/refused", "s-1");
    assertThat(request.header("X-Attempt")).contains("1");
    assertThat(request.header("Sealpost-Delivery-Id").orElseThrow()).startsWith("del_");
    Message dead = deadWith("s-1");
    List<String> names = new ArrayList<>();
    for (var all = dead.getPropertyNames(); all.hasMoreElements(); ) {
      names.add(String.valueOf(all.nextElement()));
    }
    assertThat(names)
        .contains("journey", "sealpostReason")
        .doesNotContain("SEALPOSTFoo", "_AMQ_LVQ_NAME", "_AMQ_DUPL_ID");
    assertThat(dead.getIntProperty("sealpostReplay")).isZero();
    assertThat(dead.getIntProperty("sealpostAttempts")).isEqualTo(1);
  }

  @Test
  void messagesOfOneProducerArriveInTheirOrder() throws Exception {
    List<String> users = IntStream.range(0, 300).mapToObj(i -> "o-" + i).toList();
    sealpost.jms(
        context -> {
          for (String user : users) {
            context
                .createProducer()
                .send(
                    context.createQueue("sealpost.activations"),
                    message(user, Map.of("activation", "ordered")).with(context));
          }
          return null;
        });

    await().atMost(LIMIT).until(() -> sealpost.requestsTo("/ordered").size() == users.size());
    assertThat(sealpost.requestsTo("/ordered"))
        .extracting(request -> new String(request.body(), StandardCharsets.UTF_8))
        .containsExactlyElementsOf(users.stream().map(DispatchTest::body).toList());
  }

  private static SealpostFixture.JmsWork<Message> message(
      String user, Map<String, String> properties) {
    return context -> {
      TextMessage message = context.createTextMessage(body(user));
      for (Map.Entry<String, String> property : properties.entrySet()) {
        message.setStringProperty(property.getKey(), property.getValue());
      }
      return message;
    };
  }

  private static String body(String user) {
    return "{\"user_id\":\"" + user + "\"}";
  }

  private static ReceivedRequest received(String path, String user) {
    await().atMost(LIMIT).until(() -> !requests(path, user).isEmpty());
    assertThat(requests(path, user)).hasSize(1);
    return requests(path, user).get(0);
  }

  private static List<ReceivedRequest> requests(String path, String user) {
    return sealpost.requestsTo(path).stream()
        .filter(request -> new String(request.body(), StandardCharsets.UTF_8).equals(body(user)))
        .toList();
  }

  private static String reason(String user) throws Exception {
    return deadWith(user).getStringProperty("sealpostReason");
  }

  private static Message deadWith(String user) throws Exception {
    List<Message> dead = await().atMost(LIMIT).until(() -> dead(user), found -> !found.isEmpty());
    assertThat(dead).hasSize(1);
    return dead.get(0);
  }

  private static List<Message> dead(String user) throws Exception {
    List<Message> found = new ArrayList<>();
    for (Message message : sealpost.browse("sealpost.dead")) {
      if (message.getBody(String.class).equals(body(user))) {
        found.add(message);
      }
    }
    return found;
  }
}
