package io.sealpost.delivery;

import io.sealpost.activation.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Says what follows from an attempt. Thread-safe.
 *
 * <p>2xx is delivered. 429, 500, 502, 503, 504 and calls without an answer are retried until the
 * retries are used up. Everything else is dead at once: redirects too, they are never followed.
 * Source: Treasure Data, Secure Signed Webhook, Retry and Logging Logic.
 */
final class OutcomeClassifier {
  private static final Set<Integer> RETRIED = Set.of(429, 500, 502, 503, 504);

  /** RFC 9110 §10.2.3 and RFC 6585 §4: on others the header does not speak of a retry. */
  private static final Set<Integer> RETRY_AFTER = Set.of(429, 503);

  private final Clock clock;
  private final RetrySchedule schedule;

  OutcomeClassifier(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.schedule = new RetrySchedule(random);
  }

  /**
   * What follows from an answer.
   *
   * @param attempt the attempt just made, from 1
   */
  Outcome classify(Answer answer, int attempt, RetryPolicy policy) {
    int status = answer.status();
    if (answer.isSuccess()) {
      return new Outcome.Delivered(status);
    }
    String text = "The endpoint answered " + status;
    if (!RETRIED.contains(status)) {
      return new Outcome.Dead("http-status", text + advice(status), status);
    }
    Duration hint =
        RETRY_AFTER.contains(status)
            ? RetryAfter.parse(answer.retryAfter(), clock.instant())
            : null;
    return retry(attempt, policy, hint, "http-status", text, status);
  }

  /**
   * What follows from a call without an answer.
   *
   * @param attempt the attempt just made, from 1
   */
  Outcome classify(CallFailedException failed, int attempt, RetryPolicy policy) {
    String code = failed.failure().code();
    String text = String.valueOf(failed.getMessage());
    return failed.failure().isRetried()
        ? retry(attempt, policy, null, code, text, null)
        : new Outcome.Dead(code, text, null);
  }

  private Outcome retry(
      int attempt,
      RetryPolicy policy,
      @Nullable Duration hint,
      String code,
      String text,
      @Nullable Integer status) {
    // Retry limit 3: the fourth attempt is the last.
    if (attempt > policy.retryLimit()) {
      return new Outcome.Dead(
          "retries-exhausted",
          "Given up after " + attempt + " attempts (" + code + "). The last one: " + text,
          status);
    }
    return new Outcome.Retry(schedule.delay(attempt, policy, hint), code, text, status);
  }

  private static String advice(int status) {
    return status >= 300 && status < 400
        ? ": redirects are not followed, put the final URL into the activation"
        : ": not a status that a retry would change";
  }
}
