package io.sealpost.observe;

import io.sealpost.broker.Queues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** How far the attempt log is behind: how long the oldest record waits to be written. */
final class LogLag {
  private final Probe<QueueFigures> queues;
  private final Supplier<Optional<Instant>> heldBackSince;
  private final Duration most;
  private final Clock clock;

  /**
   * @param heldBackSince begin of the oldest attempt this instance has and cannot write: the broker
   *     does not count it as waiting
   * @param most still healthy
   */
  LogLag(
      Probe<QueueFigures> queues,
      Supplier<Optional<Instant>> heldBackSince,
      Duration most,
      Clock clock) {
    this.queues = queues;
    this.heldBackSince = heldBackSince;
    this.most = most;
    this.clock = clock;
  }

  /** Empty while the broker does not say, unless this instance knows it. */
  Optional<Duration> age() {
    Instant now = clock.instant();
    Optional<Duration> waiting = queues.ask().map(figures -> figures.age(Queues.ATTEMPTS, now));
    Optional<Duration> held =
        heldBackSince
            .get()
            .map(since -> Duration.between(since, now))
            .filter(age -> !age.isNegative());
    return held.isPresent() && held.get().compareTo(waiting.orElse(Duration.ZERO)) > 0
        ? held
        : waiting;
  }

  /** Empty while it keeps up, or the broker does not say. */
  Optional<CamelObservation.LogBehind> behind() {
    // Exactly at the limit is still healthy.
    return age()
        .filter(age -> age.compareTo(most) > 0)
        .map(age -> new CamelObservation.LogBehind(waiting(), age));
  }

  private long waiting() {
    return queues.ask().map(figures -> figures.depth(Queues.ATTEMPTS).messages()).orElse(0L);
  }

  Health health() {
    Optional<Duration> age = behind().map(CamelObservation.LogBehind::oldest);
    if (age.isEmpty()) {
      return Health.up();
    }
    return Health.down(
        "attempt-log",
        "The attempt log is "
            + age.get().toSeconds()
            + " s behind, more than the "
            + most.toSeconds()
            + " s of sealpost.health.maxLogLag. Deliveries go on. See whether the database answers"
            + " and keeps up");
  }
}
