package io.sealpost.configuration;

import io.sealpost.activation.Activation.Timeouts;
import io.sealpost.activation.RetryPolicy;
import java.time.Duration;

/**
 * What holds where a file says nothing.
 *
 * @param timeouts Treasure Data's 30 s for each phase of a call
 * @param concurrency of an activation
 * @param connectionConcurrency of a connection, all its activations together
 * @param deliveryIdHeader of a connection
 * @param traceHeaders of a connection
 */
public record Defaults(
    RetryPolicy retry,
    Timeouts timeouts,
    int concurrency,
    int connectionConcurrency,
    String deliveryIdHeader,
    boolean traceHeaders) {

  /** As the schemas and {@code docs/configuration.md} state them. */
  public static final Defaults STANDARD =
      new Defaults(
          new RetryPolicy(3, Duration.ofSeconds(10), 3, Duration.ofHours(1), 0.2),
          new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30)),
          16,
          64,
          "Sealpost-Delivery-Id",
          true);
}
