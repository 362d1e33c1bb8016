package io.sealpost.deadletter;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How fast messages leave the dead queue. One is for one replay or purge. */
public final class Pace {
  /** Messages in one transaction. */
  private static final int MAX_TRANSACTION = 100;

  private final @Nullable Bucket bucket;
  private final int transaction;

  private Pace(@Nullable Bucket bucket, int transaction) {
    this.bucket = bucket;
    this.transaction = transaction;
  }

  /** As fast as the broker takes them. */
  public static Pace unlimited() {
    return new Pace(null, MAX_TRANSACTION);
  }

  /**
   * At most so many, evenly spread. What is committed together arrives together: transactions are
   * no larger than what a second allows.
   *
   * @param messages 1 or more
   */
  public static Pace of(long messages, Duration per) {
    long aSecond = messages * 1_000 / per.toMillis();
    int transaction = (int) Math.max(1, Math.min(MAX_TRANSACTION, aSecond));
    return new Pace(
        Bucket.builder()
            .addLimit(
                limit -> limit.capacity(transaction).refillGreedy(messages, per).initialTokens(1))
            .build(),
        transaction);
  }

  /** Messages of one transaction, at most. */
  int transaction() {
    return transaction;
  }

  /** Waits until the next one may go. */
  void await() throws InterruptedException {
    if (bucket != null) {
      bucket.asBlocking().consume(1);
    }
  }
}
