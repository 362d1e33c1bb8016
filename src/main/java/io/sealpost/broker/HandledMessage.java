package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message whose route is done.
 *
 * @param id its identity
 * @param sends what its route sent besides; null where it is to come again
 */
record HandledMessage(
    Message message, @Nullable String id, Settlement settlement, @Nullable JoinedSends sends) {

  /** Nothing came of it yet. */
  static HandledMessage returned(Message message, @Nullable String id, Forward back) {
    return new HandledMessage(message, id, Settlement.forward(back), null);
  }

  boolean isDone() {
    return sends != null;
  }

  /** What follows from it is sent, in the session's transaction. */
  void send(MessageForwarder forwarder) throws JMSException {
    if (sends != null) {
      sends.send();
    }
    forwarder.send(settlement.messages());
    forwarder.forward(message, settlement.forwards());
  }
}
