package io.sealpost.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of one name, each made when it is first needed, so many at most. Thread-safe; once made,
 * one is found without a lock.
 */
final class Counters {
  /** More than there are reasons or outcomes; a template function could make up more reasons. */
  static final int MAX_SERIES = 64;

  private final MeterRegistry registry;
  private final String name;
  private final String description;
  private final Tags common;

  /** What is counted beyond the bound. */
  private final Tags other;

  private final Map<Tags, Counter> counters = new ConcurrentHashMap<>();
  private boolean closed;

  Counters(MeterRegistry registry, String name, String description, Tags common, Tags other) {
    this.registry = registry;
    this.name = name;
    this.description = description;
    this.common = common;
    this.other = other;
  }

  void count(Tags tags) {
    Counter counter = counters.get(tags);
    if (counter == null) {
      declare(tags);
      counter = counters.getOrDefault(tags, counters.get(other));
    }
    // Null where it was closed: what ends later is not counted, or its series would come back.
    if (counter != null) {
      counter.increment();
    }
  }

  /** Shows it as 0, so that its first increase is seen as one. */
  synchronized void declare(Tags tags) {
    if (!closed) {
      counters.computeIfAbsent(counters.size() < MAX_SERIES - 1 ? tags : other, this::register);
    }
  }

  /** They are shown no more. */
  synchronized void close() {
    closed = true;
    counters.values().forEach(registry::remove);
    counters.clear();
  }

  private Counter register(Tags tags) {
    return Counter.builder(name).description(description).tags(common.and(tags)).register(registry);
  }
}
