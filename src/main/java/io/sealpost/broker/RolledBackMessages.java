package io.sealpost.broker;

import java.time.Duration;
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

  /** The last one of each, by its first JMSMessageID; the oldest goes first. */
  private final Map<String, Failure> failures = new LinkedHashMap<>();

  RolledBackMessages(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns whether it is the first time, as far as remembered. */
  synchronized boolean add(String id) {
    boolean first = failures.remove(id) == null;
    failures.put(id, new Failure(nanoTime.getAsLong()));
    if (failures.size() > MAX_REMEMBERED) {
      failures.remove(failures.keySet().iterator().next());
    }
    return first;
  }

  /**
   * What is left of its brake; null if it may be handled. The first time there is always something
   * left: others came back with it, and it has to go behind them.
   */
  synchronized @Nullable Duration brake(String id) {
    Failure failure = failures.get(id);
    if (failure == null) {
      return null;
    }
    Duration left = BRAKE.minusNanos(nanoTime.getAsLong() - failure.at);
    // Exactly at its end it may be handled.
    boolean over = left.isZero() || left.isNegative();
    if (over && failure.asked) {
      return null;
    }
    failure.asked = true;
    return over ? Duration.ZERO : left;
  }

  synchronized boolean contains(String id) {
    return failures.containsKey(id);
  }

  /** It was handled, and committed. */
  synchronized void remove(String id) {
    failures.remove(id);
  }

  private static final class Failure {
    private final long at;
    private boolean asked;

    Failure(long at) {
      this.at = at;
    }
  }
}
