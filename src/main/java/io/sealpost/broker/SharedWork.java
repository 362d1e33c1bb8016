package io.sealpost.broker;

import java.time.Duration;

/**
 * Work that all messages of one transaction share, such as one batch for a database. Called on the
 * consumer's thread, which handles one transaction at a time.
 */
public interface SharedWork {
  /** For messages that have nothing in common. */
  SharedWork NONE =
      new SharedWork() {
        @Override
        public void begin() {}

        @Override
        public void beforeCommit() {}
      };

  /** Before the first message. What a transaction before this one left is of no use any more. */
  void begin();

  /** Whether nothing more should be shared. */
  default boolean isFull() {
    return false;
  }

  /**
   * After the last message is handled: the transaction is committed only if this returns.
   *
   * @throws HeldBackException to have all of them back, later
   */
  void beforeCommit() throws HeldBackException;

  /**
   * From one commit to the next while messages keep coming: the dearer the work, the more of them
   * should share it. One that comes after a pause is committed at once.
   */
  default Duration interval() {
    return Duration.ZERO;
  }
}
