package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that a transaction is to end.
 *
 * @param id its identity
 * @param sends what its route sent besides; null where it is to come again
 */
record HandledMessage(
    Message message,
    @Nullable String id,
    Result result,
    Settlement settlement,
    @Nullable JoinedSends sends) {

  enum Result {
    /** Its route settled it. */
    DONE,
    /** It came too early, and comes again. */
    POSTPONED,
    /** Its route failed, and it comes again. */
    FAILED
  }

  static HandledMessage done(
      Message message, @Nullable String id, Settlement settlement, JoinedSends sends) {
    return new HandledMessage(message, id, Result.DONE, settlement, sends);
  }

  static HandledMessage postponed(Message message, @Nullable String id, Forward back) {
    return new HandledMessage(message, id, Result.POSTPONED, Settlement.forward(back), null);
  }

  static HandledMessage failed(Message message, @Nullable String id, Forward back) {
    return new HandledMessage(message, id, Result.FAILED, Settlement.forward(back), null);
  }

  static List<Line> lines(List<HandledMessage> messages) {
    return messages.stream().flatMap(one -> one.settlement.lines().stream()).toList();
  }

  boolean isDone() {
    return result == Result.DONE;
  }

  boolean isFailed() {
    return result == Result.FAILED;
  }

  /** What follows from it is sent, in the session's transaction; its lines are left. */
  void send(MessageForwarder forwarder) throws JMSException {
    if (sends != null) {
      sends.send();
    }
    forwarder.send(settlement.messages());
    forwarder.forward(message, settlement.forwards());
  }
}
