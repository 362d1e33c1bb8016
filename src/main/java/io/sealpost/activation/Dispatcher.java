package io.sealpost.activation;

import io.sealpost.attemptlog.AttemptJson;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.broker.Forward;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import io.sealpost.broker.Refusal;
import io.sealpost.broker.Settlement;
import io.sealpost.deadletter.DeadLetter;
import io.sealpost.observe.DeliveryCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Says on which delivery queues an activation message belongs. Looks at properties only: whether
 * the body is any good, delivery finds out, for every message in the same place.
 */
public final class Dispatcher {
  /** The activations in force; asked anew for every message. */
  public interface Directory {
    boolean hasActivation(String name);

    /** Names of the activations subscribed to the event; empty without any. */
    Collection<String> subscribers(String event);
  }

  private final Directory directory;
  private final Clock clock;
  private final String node;
  private final DeliveryCounts counts;

  /**
   * @param node how this instance is called in the attempt log
   */
  public Dispatcher(Directory directory, Clock clock, String node, DeliveryCounts counts) {
    this.counts = counts;
    this.directory = directory;
    this.clock = clock;
    this.node = node;
  }

  /** One copy a delivery queue, or one dead letter. */
  public Settlement dispatch(IncomingMessage message) {
    Refusal refusal = message.refusal();
    if (refusal != null) {
      return dead(message, refusal);
    }
    String activation = message.activation();
    if (activation != null) {
      // With both, the activation addresses and the event is data.
      return directory.hasActivation(activation)
          ? copies(message, List.of(activation))
          : dead(message, unknownActivation(activation));
    }
    String event = message.event();
    if (event == null) {
      return dead(message, unaddressed());
    }
    Collection<String> subscribers = directory.subscribers(event);
    return subscribers.isEmpty()
        ? dead(message, withoutSubscriber(event))
        : copies(message, subscribers);
  }

  private Settlement copies(IncomingMessage message, Collection<String> activations) {
    List<Forward> forwards = new ArrayList<>();
    for (String activation : activations) {
      Optional<String> id =
          DeliveryId.of(message.producerDeliveryId(), message.messageId(), activation);
      if (id.isEmpty()) {
        return dead(message, MessageReader.noIdentity());
      }
      forwards.add(copy(message.reservedNames(), activation, id.get()));
    }
    return new Settlement(forwards);
  }

  private static Forward copy(Set<String> dropped, String activation, String deliveryId) {
    Map<String, Object> properties =
        Map.of(
            PropertyNames.ACTIVATION,
            activation,
            PropertyNames.DELIVERY_ID,
            deliveryId,
            PropertyNames.ATTEMPT,
            1,
            PropertyNames.REPLAY,
            0);
    return new Forward(Queues.delivery(activation), properties, dropped, Duration.ZERO);
  }

  private Settlement dead(IncomingMessage message, Refusal refusal) {
    Instant now = clock.instant();
    DeadLetter letter = DeadLetter.refused(refusal, now, null, message.activation());
    return Settlement.forward(letter.forward(message.reservedNames()))
        .with(AttemptJson.message(record(message, refusal, now)))
        .heardBy(counts.dispatchRefusal(refusal.code()));
  }

  /** Attempt 0: should it be replayed and delivered, the first attempt is another row. */
  private AttemptRecord record(IncomingMessage message, Refusal refusal, Instant now) {
    String activation = Objects.requireNonNullElse(message.activation(), "");
    String id =
        DeliveryId.of(message.producerDeliveryId(), message.messageId(), activation)
            .orElseGet(() -> "none_" + UUID.randomUUID());
    return new AttemptRecord(
        new AttemptRecord.Delivery(
            id,
            message.replay(),
            0,
            activation,
            null,
            message.journey(),
            message.event(),
            message.eventId(),
            message.correlationId()),
        now,
        0,
        "dead",
        null,
        refusal.code(),
        refusal.text(),
        null,
        null,
        null,
        node);
  }

  private static Refusal unknownActivation(String name) {
    return new Refusal(
        "no-activation",
        "There is no activation " + name + ": add it, or correct the property activation");
  }

  private static Refusal unaddressed() {
    return new Refusal(
        "no-activation",
        "The message has neither a property activation nor a property event: set one of them");
  }

  private static Refusal withoutSubscriber(String event) {
    return new Refusal(
        "no-subscriber",
        "No activation is subscribed to event " + event + ": add it to an activation's events");
  }
}
