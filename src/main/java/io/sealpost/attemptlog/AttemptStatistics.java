package io.sealpost.attemptlog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the attempts of an activation went in some time.
 *
 * @param from beginning of the bucket; null where all times are one
 * @param dead ends without a request included
 * @param p50Ms of the attempts that made a request, null without any; so are the others. Exact up
 *     to a second, from there to the hundredth of what it is
 * @param errors by code, with the status behind it where there was one, e.g. {@code http-status
 *     503}; the most frequent first
 */
public record AttemptStatistics(
    String activation,
    @Nullable Instant from,
    long attempts,
    long delivered,
    long retried,
    long dead,
    @Nullable Long p50Ms,
    @Nullable Long p95Ms,
    @Nullable Long p99Ms,
    Map<String, Long> errors) {

  /** Share of attempts that delivered, 0 to 1. */
  public double successRate() {
    return attempts == 0 ? 0 : (double) delivered / attempts;
  }
}
