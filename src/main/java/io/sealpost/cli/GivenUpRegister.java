package io.sealpost.cli;

import io.sealpost.activation.DeliveryId;
import io.sealpost.attemptlog.AttemptJson;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.EndRecord;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.NewMessage;
import io.sealpost.deadletter.DeadLetter;
import io.sealpost.deadletter.OrphanedQueue;
import io.sealpost.event.OperationalEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What is given up with {@code dead add} is logged and told like any other death. */
final class GivenUpRegister implements OrphanedQueue.Register {
  private final String activation;
  private final EndRecord record;

  /**
   * Whether anybody is subscribed, the running Sealpost knows: without subscribers it drops them.
   */
  private final OperationalEvents events = new OperationalEvents(type -> true, message -> {});

  GivenUpRegister(String activation, EndRecord record) {
    this.activation = activation;
    this.record = record;
  }

  /** As delivery would have it: a message that was put on the queue directly has none yet. */
  @Override
  public String id(IncomingMessage message) {
    String given = message.deliveryId();
    return given != null && DeliveryId.isAccepted(given)
        ? given
        : DeliveryId.of(message.producerDeliveryId(), message.messageId(), activation)
            .orElseGet(() -> "none_" + UUID.randomUUID());
  }

  @Override
  public List<NewMessage> notices(IncomingMessage message, DeadLetter letter) {
    AttemptRecord end = record.dead(message, letter);
    List<NewMessage> notices = new ArrayList<>();
    notices.add(AttemptJson.message(end));
    // Of the end of an event nothing is told.
    if (!message.operational()) {
      notices.addAll(events.of(end, letter.attempts()));
    }
    return notices;
  }
}
