package io.sealpost.delivery;

import io.sealpost.activation.RetryPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next attempt. */
final class RetrySchedule {
  private final RandomGenerator random;

  RetrySchedule(RandomGenerator random) {
    this.random = random;
  }

  /**
   * From nothing to {@code maxBackoff}, in whole milliseconds.
   *
   * @param attempt the attempt just made, from 1
   * @param hint the endpoint's own wish, or null: the longer of the two is taken
   */
  Duration delay(int attempt, RetryPolicy policy, @Nullable Duration hint) {
    double cap = policy.maxBackoff().toMillis();
    // Infinite for a large attempt number, which the cap takes care of.
    double backoff =
        policy.backoff().toMillis() * Math.pow(policy.multiplier(), Math.max(attempt, 1) - 1);
    double jittered =
        Math.min(backoff, cap) * (1 + policy.jitter() * (2 * random.nextDouble() - 1));
    // Folded back at the cap rather than cut off: else half of all late retries fall together.
    double wait = jittered > cap ? 2 * cap - jittered : jittered;
    double wish = hint == null ? 0 : Math.min(hint.toSeconds() * 1000.0, cap);
    return Duration.ofMillis(Math.round(Math.max(wait, wish)));
  }
}
