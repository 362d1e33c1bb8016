package io.sealpost.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one queue that were rolled back and not handled since: how long each is to be
 * kept from its next try. A broker of the operator's own may give them back at once, before all
 * others, without end. Thread-safe.
 */
final class RolledBackMessages {
  /** From a failure to the next try. The embedded broker waits that long by itself. */
  static final Duration BRAKE = Duration.ofSeconds(1);

  /** Where more fail than that, the pauses of the consumer are the brake. */
  private static final int MAX_REMEMBERED = 1_000;

  private final LongSupplier nanoTime;

  /** When each failed, by its first JMSMessageID; the oldest goes first. */
  private final Map<String, Long> failedAt = new LinkedHashMap<>();

  RolledBackMessages(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns whether it is the first time, as far as remembered. */
  synchronized boolean add(String id) {
    boolean first = failedAt.remove(id) == null;
    failedAt.put(id, nanoTime.getAsLong());
    if (failedAt.size() > MAX_REMEMBERED) {
      failedAt.remove(failedAt.keySet().iterator().next());
    }
    return first;
  }

  /** What is left of its brake; null if it may be handled. */
  synchronized @Nullable Duration brake(String id) {
    Long at = failedAt.get(id);
    if (at == null) {
      return null;
    }
    Duration left = BRAKE.minusNanos(nanoTime.getAsLong() - at);
    // Exactly at its end it may be handled.
    return left.isZero() || left.isNegative() ? null : left;
  }

  synchronized boolean contains(String id) {
    return failedAt.containsKey(id);
  }

  /** It was handled, and committed. */
  synchronized void remove(String id) {
    failedAt.remove(id);
  }

  /** They were handled, and committed. */
  synchronized void removeAll(Collection<@Nullable String> ids) {
    if (!failedAt.isEmpty()) {
      failedAt.keySet().removeAll(ids);
    }
  }
}
