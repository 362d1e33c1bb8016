package io.sealpost.attemptlog;

import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.NewMessage;
import io.sealpost.broker.PropertyNames;
import io.sealpost.deadletter.DeadLetter;
import io.sealpost.deadletter.DeadMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the attempt log keeps of deliveries that end without a request. */
public final class EndRecord {
  private final Clock clock;
  private final String node;

  /**
   * @param node how this instance is called in the attempt log
   */
  public EndRecord(Clock clock, String node) {
    this.clock = clock;
    this.node = node;
  }

  /** Of a dead message that is thrown away. Its attempt is one behind the last. */
  public NewMessage purged(DeadMessage dead) {
    AttemptRecord.Delivery delivery =
        new AttemptRecord.Delivery(
            id(dead.id()),
            dead.replay(),
            // What died at dispatch has attempt 0.
            dead.diedAtDispatch() ? 1 : Math.max(1, number(dead, PropertyNames.ATTEMPT)) + 1,
            Objects.requireNonNullElse(dead.activation(), ""),
            null,
            text(dead, PropertyNames.JOURNEY),
            text(dead, PropertyNames.EVENT),
            text(dead, PropertyNames.EVENT_ID),
            dead.correlationId());
    String error = "Purged by an operator; it was dead because of " + dead.reason();
    return AttemptJson.message(
        record(delivery, clock.instant(), "purged", dead.status(), null, error));
  }

  /** Of a message that is given up while it waited for its next attempt. */
  public AttemptRecord dead(IncomingMessage message, DeadLetter letter) {
    AttemptRecord.Delivery delivery =
        new AttemptRecord.Delivery(
            id(letter.deliveryId()),
            message.replay(),
            message.attempt(),
            Objects.requireNonNullElse(letter.activation(), ""),
            null,
            message.journey(),
            message.event(),
            message.eventId(),
            message.correlationId());
    return record(delivery, letter.at(), "dead", letter.status(), letter.reason(), letter.error());
  }

  /**
   * Of a message whose time to live ran out.
   *
   * @param deliveryId null where it has none
   * @param attempt the one that was still to be made; 0 before it came to a delivery
   * @param queue it waited on
   */
  public NewMessage expired(
      IncomingMessage message,
      @Nullable String deliveryId,
      String activation,
      int attempt,
      String queue) {
    AttemptRecord.Delivery delivery =
        new AttemptRecord.Delivery(
            id(deliveryId),
            message.replay(),
            attempt,
            activation,
            null,
            message.journey(),
            message.event(),
            message.eventId(),
            message.correlationId());
    String error =
        "Its time to live ran out on " + queue + "; see docs/troubleshooting.md#messages-expired";
    return AttemptJson.message(record(delivery, clock.instant(), "expired", null, null, error));
  }

  private AttemptRecord record(
      AttemptRecord.Delivery delivery,
      Instant at,
      String outcome,
      @Nullable Integer status,
      @Nullable String code,
      String error) {
    return new AttemptRecord(
        delivery, at, 0, outcome, status, code, error, null, null, null, node, null);
  }

  /** Without one of its own it gets one, so that it is a row all the same. */
  private static String id(@Nullable String id) {
    return id != null ? id : "none_" + UUID.randomUUID();
  }

  private static int number(DeadMessage dead, String name) {
    return dead.properties().get(name) instanceof Integer number ? number : 0;
  }

  private static @Nullable String text(DeadMessage dead, String name) {
    return dead.properties().get(name) instanceof String text ? text : null;
  }
}
