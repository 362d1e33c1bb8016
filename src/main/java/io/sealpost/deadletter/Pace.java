package io.sealpost.deadletter;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How fast messages leave the dead queue. One is for one replay or purge. */
public final class Pace {
  /** Messages in one transaction. */
  private static final int MAX_TRANSACTION = 100;

  private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,5})/(s|m|h)");

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
   * As {@link #of}, from text such as {@code 50/s}, {@code 30/m} or {@code 1/h}. A bare number says
   * nothing.
   *
   * @throws IllegalArgumentException if it is no rate
   */
  public static Pace parse(String rate) {
    Matcher matcher = RATE.matcher(rate);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + rate + "' is not a rate: 50/s, 30/m and 1/h are");
    }
    Duration per =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        };
    return of(Long.parseLong(matcher.group(1)), per);
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
