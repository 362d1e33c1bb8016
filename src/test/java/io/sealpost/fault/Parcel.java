package io.sealpost.fault;

import io.sealpost.fault.LedgerEntry.Sent;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.List;

/**
 * A message and how it is sent.
 *
 * @param body that a request of it must have
 * @param numbered whether it gets a JMSMessageID
 * @param timeToLive zero for no end
 * @param subscribers activations that an event goes to; empty for a message that names its own
 */
record Parcel(
    Message message, byte[] body, boolean numbered, Duration timeToLive, List<String> subscribers) {
  /** Makes the message with an id and number, from 0; called by several threads. */
  @FunctionalInterface
  interface Maker {
    Parcel make(JMSContext session, String id, int number) throws JMSException;
  }

  static Parcel of(Message message, byte[] body) {
    return new Parcel(message, body, true, Duration.ZERO, List.of());
  }

  Parcel withoutNumber() {
    return new Parcel(message, body, false, timeToLive, subscribers);
  }

  Parcel until(Duration end) {
    return new Parcel(message, body, numbered, end, subscribers);
  }

  Parcel to(List<String> activations) {
    return new Parcel(message, body, numbered, timeToLive, activations);
  }

  /** Under its id; an event for each of its subscribers. */
  List<Sent> sent(String id) {
    String sha256 = WireSignature.sha256(body);
    return subscribers.isEmpty()
        ? List.of(new Sent(id, sha256))
        : subscribers.stream().map(name -> new Sent(Unit.ofEvent(id, name), sha256)).toList();
  }
}
