package io.sealpost.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealpost.broker.Forward;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.Queues;
import io.sealpost.broker.Refusal;
import io.sealpost.broker.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Dispatcher dispatcher =
      new Dispatcher(new Two(), Observers.none(), Clock.fixed(NOW, ZoneOffset.UTC), "node");

  @Test
  void activationNamesOneQueueAlsoWhenThereIsAnEvent() {
    assertThat(dispatch("welcome", "signup", null, "ID:1"))
        .containsExactly(copy("welcome", DeliveryId.mint("ID:1", "welcome")));
  }

  @Test
  void anEventGoesToEverySubscriberOnceWithAnIdOfItsOwn() {
    assertThat(dispatch(null, "signup", null, "ID:1"))
        .containsExactly(
            copy("welcome", DeliveryId.mint("ID:1", "welcome")),
            copy("audit", DeliveryId.mint("ID:1", "audit")));
  }

  @Test
  void allCopiesCarryTheProducersId() {
    assertThat(dispatch(null, "signup", "mine", null))
        .containsExactly(copy("welcome", "mine"), copy("audit", "mine"));
  }

  @Test
  void anUnknownActivationIsDeadEvenWithAnEventThatHasSubscribers() {
    Forward dead = onlyForward(dispatch("unknown", "signup", null, "ID:1"));

    assertThat(dead.queue()).isEqualTo(Queues.DEAD);
    assertThat(dead.properties())
        .containsEntry("sealpostReason", "no-activation")
        .containsEntry("sealpostAttempts", 0)
        .containsEntry("sealpostDeadAt", "2026-01-02T03:04:05Z")
        .containsEntry("activation", "unknown")
        .doesNotContainKey("sealpostStatus");
    assertThat(dead.properties().get("sealpostError")).asString().contains("unknown");
  }

  @Test
  void anEventNobodySubscribedToIsDead() {
    Forward dead = onlyForward(dispatch(null, "logout", null, "ID:1"));

    assertThat(dead.properties()).containsEntry("sealpostReason", "no-subscriber");
    assertThat(dead.properties().get("sealpostError")).asString().contains("logout");
  }

  @Test
  void withoutActivationAndEventItIsDeadAndSaysWhatIsMissing() {
    Forward dead = onlyForward(dispatch(null, null, null, "ID:1"));

    assertThat(dead.properties()).containsEntry("sealpostReason", "no-activation");
    assertThat(dead.properties().get("sealpostError"))
        .asString()
        .contains("activation")
        .contains("event");
  }

  @Test
  void withoutIdentityItIsDeadOnceHoweverManySubscribed() {
    Forward dead = onlyForward(dispatch(null, "signup", "not acceptable", null));

    assertThat(dead.properties()).containsEntry("sealpostReason", "no-identity");
  }

  @Test
  void whatDiesIsCalledInTheDeadQueueAsInTheLog() throws Exception {
    Settlement dead = dispatcher.dispatch(incoming("unknown", null, null, "ID:1", 2, null));

    assertThat(onlyForward(dead.forwards()).properties())
        .containsEntry("sealpostDeliveryId", DeliveryId.mint("ID:1", "unknown"))
        .containsEntry("sealpostFirstMessageId", "ID:1")
        .containsEntry("sealpostAttempt", 0)
        .containsEntry("sealpostReplay", 2);
    JsonNode record = new JsonMapper().readTree(dead.messages().get(0).text());
    assertThat(record.at("/delivery/id").asText()).isEqualTo(DeliveryId.mint("ID:1", "unknown"));
    assertThat(record.at("/delivery/attempt").asInt()).isZero();
    assertThat(record.at("/delivery/replay").asInt()).isEqualTo(2);
  }

  @Test
  void aRefusedPropertyIsDead() {
    IncomingMessage message =
        incoming("welcome", null, null, "ID:1", 0, new Refusal("invalid-property", "too long"));

    assertThat(onlyForward(dispatcher.dispatch(message).forwards()).properties())
        .containsEntry("sealpostReason", "invalid-property")
        .containsEntry("sealpostError", "too long; see docs/troubleshooting.md#invalid-property");
  }

  @Test
  void whatOnlySealpostMaySetIsDroppedInAnyCase() {
    Set<String> forged = Set.of("sealpostAttempt", "SEALPOSTREASON", "Sealpostx");

    assertThat(dispatch("welcome", null, null, "ID:1").get(0).dropped())
        .containsExactlyInAnyOrderElementsOf(forged);
    assertThat(onlyForward(dispatch("unknown", null, null, "ID:1")).dropped()).containsAll(forged);
  }

  private List<Forward> dispatch(
      @Nullable String activation,
      @Nullable String event,
      @Nullable String deliveryId,
      @Nullable String messageId) {
    return dispatcher
        .dispatch(incoming(activation, event, deliveryId, messageId, 0, null))
        .forwards();
  }

  private static Forward onlyForward(List<Forward> forwards) {
    assertThat(forwards).hasSize(1);
    return forwards.get(0);
  }

  private static Forward copy(String activation, String deliveryId) {
    return new Forward(
        "sealpost.delivery." + activation,
        Map.of(
            "activation",
            activation,
            "sealpostDeliveryId",
            deliveryId,
            "sealpostAttempt",
            1,
            "sealpostReplay",
            0),
        Set.of("sealpostAttempt", "SEALPOSTREASON", "Sealpostx"),
        Duration.ZERO);
  }

  private static IncomingMessage incoming(
      @Nullable String activation,
      @Nullable String event,
      @Nullable String deliveryId,
      @Nullable String messageId,
      int replay,
      @Nullable Refusal refusal) {
    return new IncomingMessage(
        activation,
        event,
        null,
        null,
        null,
        deliveryId,
        null,
        messageId,
        null,
        1,
        replay,
        null,
        false,
        Set.of("event", "sealpostAttempt", "SEALPOSTREASON", "Sealpostx"),
        refusal);
  }

  private static final class Two implements Dispatcher.Directory {
    @Override
    public boolean hasActivation(String name) {
      return name.equals("welcome") || name.equals("audit");
    }

    @Override
    public Collection<String> subscribers(String event) {
      return event.equals("signup") ? List.of("welcome", "audit") : List.of();
    }
  }
}
