package io.sealpost.observe;

import io.sealpost.broker.TransactionEnd;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of activation messages, once the transaction it happened in is over: what the
 * returned object hears decides how it counts. Thread-safe.
 */
public interface DeliveryCounts {
  /** Where nobody counts. */
  DeliveryCounts NONE =
      new DeliveryCounts() {
        @Override
        public TransactionEnd attempt(
            String activation, String outcome, @Nullable Integer status, Duration took) {
          return TransactionEnd.UNHEARD;
        }

        @Override
        public TransactionEnd refusal(String activation, String reason) {
          return TransactionEnd.UNHEARD;
        }

        @Override
        public TransactionEnd dispatchRefusal(String reason) {
          return TransactionEnd.UNHEARD;
        }

        @Override
        public TransactionEnd expiry() {
          return TransactionEnd.UNHEARD;
        }
      };

  /**
   * A request went out.
   *
   * @param outcome delivered, retry or dead; counted as rolled back where the transaction was
   * @param status of the answer, null without one
   * @param took until the outcome was known
   */
  TransactionEnd attempt(
      String activation, String outcome, @Nullable Integer status, Duration took);

  /**
   * A message is dead, and no request went out. Not counted where that is rolled back: it comes
   * back and is refused again.
   *
   * @param reason a code
   */
  TransactionEnd refusal(String activation, String reason);

  /** The same at dispatch, where no name in the message is known to be an activation's. */
  TransactionEnd dispatchRefusal(String reason);

  /** A message's time to live ran out before its delivery was over. */
  TransactionEnd expiry();
}
