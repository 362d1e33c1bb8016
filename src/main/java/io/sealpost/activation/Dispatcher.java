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
import io.sealpost.event.OperationalEvent;
import io.sealpost.trace.TraceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
  private final Observers observers;
  private final Clock clock;
  private final String node;

  /**
   * @param node how this instance is called in the attempt log
   */
  public Dispatcher(Directory directory, Observers observers, Clock clock, String node) {
    this.directory = directory;
    this.observers = observers;
    this.clock = clock;
    this.node = node;
  }

  /** Of a producer's message: one copy a delivery queue, or one dead letter. */
  public Settlement dispatch(IncomingMessage message) {
    Refusal refusal = message.refusal();
    if (refusal != null) {
      return dead(message, refusal);
    }
    String event = message.event();
    if (event != null && OperationalEvent.isType(event)) {
      return dead(message, reservedEvent(event));
    }
    String activation = message.activation();
    if (activation != null) {
      // With both, the activation addresses and the event is data.
      return directory.hasActivation(activation)
          ? copies(message, List.of(activation), false)
          : dead(message, unknownActivation(activation));
    }
    if (event == null) {
      return dead(message, unaddressed());
    }
    Collection<String> subscribers = directory.subscribers(event);
    return subscribers.isEmpty()
        ? dead(message, withoutSubscriber(event))
        : copies(message, subscribers, false);
  }

  /**
   * Of an event of Sealpost's own: a copy for each subscriber. Without one there is nothing to do.
   */
  public Settlement dispatchEvent(IncomingMessage message) {
    String event = message.event();
    Refusal refusal = message.refusal();
    if (refusal != null || event == null) {
      return silentlyDead(message, refusal == null ? unaddressed() : refusal);
    }
    return copies(message, directory.subscribers(event), true);
  }

  private Settlement copies(
      IncomingMessage message, Collection<String> activations, boolean operational) {
    List<Forward> forwards = new ArrayList<>();
    for (String activation : activations) {
      Optional<String> id =
          DeliveryId.of(message.producerDeliveryId(), message.messageId(), activation);
      if (id.isEmpty()) {
        return dead(message, MessageReader.noIdentity());
      }
      forwards.add(copy(message, activation, id.get(), operational));
    }
    return new Settlement(forwards);
  }

  private Forward copy(
      IncomingMessage message, String activation, String deliveryId, boolean operational) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(PropertyNames.ACTIVATION, activation);
    properties.put(PropertyNames.DELIVERY_ID, deliveryId);
    properties.put(PropertyNames.ATTEMPT, 1);
    properties.put(PropertyNames.REPLAY, message.replay());
    if (operational) {
      properties.put(PropertyNames.OPERATIONAL, true);
    }
    Set<String> gone = new HashSet<>(message.reservedNames());
    observers.spans().current().ifPresent(span -> putTrace(properties, gone, span));
    return new Forward(Queues.delivery(activation), properties, gone, Duration.ZERO);
  }

  /** What a span is recorded of, is handed on as a part of it. */
  private static void putTrace(
      Map<String, Object> properties, Set<String> gone, TraceContext span) {
    properties.put(PropertyNames.TRACEPARENT, span.traceparent());
    // It would go with a traceparent that is not there any more.
    gone.add(PropertyNames.TRACESTATE);
    if (span.tracestate() != null) {
      properties.put(PropertyNames.TRACESTATE, span.tracestate());
    }
  }

  private Settlement dead(IncomingMessage message, Refusal refusal) {
    AttemptRecord record = record(message, refusal, clock.instant());
    return buried(message, refusal, record).with(observers.events().of(record, 0));
  }

  /** A dead event of Sealpost's own is none itself. */
  private Settlement silentlyDead(IncomingMessage message, Refusal refusal) {
    return buried(message, refusal, record(message, refusal, clock.instant()));
  }

  private Settlement buried(IncomingMessage message, Refusal refusal, AttemptRecord record) {
    DeadLetter letter =
        DeadLetter.refused(refusal, record.endedAt(), record.delivery().id(), message.activation());
    return Settlement.forward(letter.forwardFromDispatch(message))
        .with(AttemptJson.message(record))
        .heardBy(observers.counts().dispatchRefusal(refusal.code()));
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
        node,
        null);
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

  private static Refusal reservedEvent(String event) {
    return new Refusal(
        "reserved-event",
        "Only Sealpost itself tells of " + event + ": give the event another name");
  }

  private static Refusal withoutSubscriber(String event) {
    return new Refusal(
        "no-subscriber",
        "No activation is subscribed to event " + event + ": add it to an activation's events");
  }
}
