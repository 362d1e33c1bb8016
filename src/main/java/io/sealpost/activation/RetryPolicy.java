package io.sealpost.activation;

import java.time.Duration;

/**
 * When a failed delivery is tried again.
 *
 * @param retryLimit retries after the first attempt: 3 is at most 4 attempts
 * @param backoff before the first retry
 * @param multiplier of the backoff from one retry to the next, at least 1
 * @param maxBackoff cap on the backoff and on {@code Retry-After}
 * @param jitter share of the backoff it may be longer or shorter by, 0 to 1
 */
public record RetryPolicy(
    int retryLimit, Duration backoff, double multiplier, Duration maxBackoff, double jitter) {}
