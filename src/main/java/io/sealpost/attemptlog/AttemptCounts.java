package io.sealpost.attemptlog;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up the attempts of one activation in one bucket. */
final class AttemptCounts {
  /** Nothing was attempted, or it had died of its attempts already. */
  private static final Set<String> NO_ATTEMPT = Set.of("expired", "purged");

  private final String activation;
  private final @Nullable Instant from;
  private final Map<String, Long> outcomes = new HashMap<>();
  private final Map<String, Long> errors = new HashMap<>();
  private final TreeMap<Long, Long> latencies = new TreeMap<>();
  private long attempts;
  private long called;

  AttemptCounts(String activation, @Nullable Instant from) {
    this.activation = activation;
    this.from = from;
  }

  boolean isOf(String otherActivation, @Nullable Instant otherFrom) {
    return activation.equals(otherActivation) && Objects.equals(from, otherFrom);
  }

  /**
   * So many attempts that are alike.
   *
   * @param latency in milliseconds; null where no request was made
   */
  void add(
      String outcome,
      @Nullable String errorCode,
      @Nullable Integer status,
      @Nullable Long latency,
      long count) {
    if (NO_ATTEMPT.contains(outcome)) {
      return;
    }
    attempts += count;
    outcomes.merge(outcome, count, Long::sum);
    if (errorCode != null) {
      errors.merge(status == null ? errorCode : errorCode + " " + status, count, Long::sum);
    }
    if (latency != null) {
      called += count;
      latencies.merge(latency, count, Long::sum);
    }
  }

  AttemptStatistics statistics() {
    return new AttemptStatistics(
        activation,
        from,
        attempts,
        outcomes.getOrDefault("delivered", 0L),
        outcomes.getOrDefault("retry", 0L),
        outcomes.getOrDefault("dead", 0L),
        percentile(0.5),
        percentile(0.95),
        percentile(0.99),
        mostFrequentFirst());
  }

  /** The nearest rank: a latency that was measured. */
  private @Nullable Long percentile(double share) {
    long rank = (long) Math.ceil(share * called);
    for (Map.Entry<Long, Long> latency : latencies.entrySet()) {
      rank -= latency.getValue();
      if (rank <= 0) {
        return latency.getKey();
      }
    }
    return null;
  }

  private Map<String, Long> mostFrequentFirst() {
    Map<String, Long> sorted = new LinkedHashMap<>();
    errors.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(error -> sorted.put(error.getKey(), error.getValue()));
    return sorted;
  }
}
