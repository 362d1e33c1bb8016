package io.sealpost.broker;

/** Told what became of the transaction a message was settled in. Must not fail, nor take long. */
@FunctionalInterface
public interface TransactionEnd {
  /** For settlements nobody waits for. */
  TransactionEnd UNHEARD = committed -> {};

  /**
   * The transaction is over.
   *
   * @param committed false where it was rolled back, or the broker did not confirm the commit: the
   *     message comes back
   */
  void over(boolean committed);
}
