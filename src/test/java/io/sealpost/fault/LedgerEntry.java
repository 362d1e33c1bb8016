package io.sealpost.fault;

/** One line of a ledger: what somebody saw happen. */
sealed interface LedgerEntry {
  /** About one message, by the id its producer gave it. */
  sealed interface OfMessage extends LedgerEntry {
    String message();
  }

  /** The producer's send, or the commit around it, returned. */
  record Sent(String message, String sha256) implements OfMessage {}

  /** The send or commit threw: the broker may have the message, or not. */
  record Doubt(String message, String sha256) implements OfMessage {}

  /** No request can be made of this one: it belongs on the dead queue, untried. */
  record Doomed(String message, String reason) implements OfMessage {}

  /**
   * A whole request was at the receiver, which had not answered yet.
   *
   * @param attempt as the request says
   * @param sha256 of the body as it came
   * @param signature {@link WireSignature#VALID}, or what is wrong with it
   */
  record Seen(String message, String deliveryId, String attempt, String sha256, String signature)
      implements OfMessage {}

  /**
   * A further attempt was at the receiver.
   *
   * @param waitedMillis since the receiver began to answer the one before
   * @param leastMillis what the sender had to wait
   */
  record Again(String message, String attempt, int waitedMillis, int leastMillis)
      implements OfMessage {}

  /** The last byte of a 2xx was handed to the network. */
  record Acked(String message, String deliveryId, String attempt) implements OfMessage {}

  /** On the dead queue at the end. */
  record Dead(String message, String deliveryId, int attempts, String reason)
      implements OfMessage {}

  /** On another queue at the end, scheduled ones included. */
  record Pending(String message, String queue) implements OfMessage {}

  /** A row of the attempt log at the end. */
  record Logged(String message, String deliveryId, int attempt, String outcome)
      implements OfMessage {}

  /**
   * Something was done to the processes.
   *
   * @param mayRepeat how many requests may come once more for it: those in flight
   */
  record Fault(String what, int mayRepeat) implements LedgerEntry {}

  /** How long something took that one wants to know. */
  record Took(String what, int millis) implements LedgerEntry {}
}
