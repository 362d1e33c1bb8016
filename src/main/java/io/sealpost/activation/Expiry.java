package io.sealpost.activation;

import io.sealpost.attemptlog.EndRecord;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.NewMessage;
import io.sealpost.broker.Queues;
import io.sealpost.broker.Settlement;
import io.sealpost.observe.DeliveryCounts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a message whose time to live ran out before its delivery was over: a row in the
 * attempt log for each activation it was for, and nothing else. Its producer wanted it so.
 */
public final class Expiry {
  private final Dispatcher.Directory directory;
  private final DeliveryCounts counts;
  private final EndRecord record;

  public Expiry(Dispatcher.Directory directory, DeliveryCounts counts, EndRecord record) {
    this.directory = directory;
    this.counts = counts;
    this.record = record;
  }

  /**
   * Done with it, but for its rows.
   *
   * @param message read as its queue has it: of a producer's own, nothing is Sealpost's
   * @param queue the message expired on
   */
  public Settlement end(IncomingMessage message, String queue) {
    Optional<String> delivering = Queues.activation(queue);
    List<NewMessage> rows =
        delivering
            .map(activation -> List.of(row(message, activation, message.attempt(), queue)))
            .orElseGet(() -> undispatched(message, queue));
    return Settlement.done().with(rows).heardBy(counts.expiry());
  }

  /** As dispatch would have sent it on, but that what belongs nowhere is one row, too. */
  private List<NewMessage> undispatched(IncomingMessage message, String queue) {
    return activations(message).stream().map(name -> row(message, name, 0, queue)).toList();
  }

  private Collection<String> activations(IncomingMessage message) {
    String activation = message.activation();
    if (activation != null) {
      return List.of(activation);
    }
    String event = message.event();
    Collection<String> subscribers = event == null ? List.of() : directory.subscribers(event);
    return subscribers.isEmpty() ? List.of("") : subscribers;
  }

  private NewMessage row(IncomingMessage message, String activation, int attempt, String queue) {
    String given = message.deliveryId();
    String id =
        DeliveryId.isAccepted(given)
            ? given
            : DeliveryId.of(message.producerDeliveryId(), message.messageId(), activation)
                .orElse(null);
    return record.expired(message, id, activation, attempt, queue);
  }
}
