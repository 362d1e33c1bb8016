package io.sealpost.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The meters of one activation. */
final class ActivationMeters {
  static final String ROLLED_BACK = "rolled_back";

  /** From an endpoint on the same machine to the default {@code readTimeout} and beyond. */
  static final List<Duration> BUCKETS =
      List.of(
          Duration.ofMillis(10),
          Duration.ofMillis(25),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2_500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  private final MeterRegistry registry;
  private final Counters attempts;
  private final Counters refusals;
  private final Timer duration;

  ActivationMeters(MeterRegistry registry, String activation) {
    this.registry = registry;
    Tags tags = Tags.of("activation", activation);
    attempts =
        new Counters(
            registry,
            "sealpost.attempts",
            "Requests that went out",
            tags,
            attempt("other", "other"));
    refusals =
        new Counters(
            registry,
            "sealpost.refusals",
            "Messages dead on their delivery queue without a request",
            tags,
            Tags.of("reason", "other"));
    duration =
        Timer.builder("sealpost.attempt.duration")
            .description("Time from the begin of an attempt to its outcome")
            .tags(tags)
            .serviceLevelObjectives(BUCKETS.toArray(Duration[]::new))
            .register(registry);
    attempts.declare(attempt("delivered", "2xx"));
    for (String status : List.of("5xx", "none")) {
      attempts.declare(attempt("retry", status));
      attempts.declare(attempt("dead", status));
    }
    attempts.declare(attempt("dead", "4xx"));
  }

  void attempt(String outcome, @Nullable Integer status, Duration took) {
    attempts.count(attempt(outcome, statusClass(status)));
    duration.record(took);
  }

  void refusal(String reason) {
    refusals.count(Tags.of("reason", reason));
  }

  /** Its series are gone. */
  void close() {
    attempts.close();
    refusals.close();
    registry.remove(duration);
  }

  private static Tags attempt(String outcome, String statusClass) {
    return Tags.of("outcome", outcome, "status", statusClass);
  }

  private static String statusClass(@Nullable Integer status) {
    if (status == null) {
      return "none";
    }
    // HTTP has classes 1 to 5; an endpoint can answer 999.
    int first = status / 100;
    return first >= 1 && first <= 5 ? first + "xx" : "other";
  }
}
