package io.sealpost.bench.stage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each message was first asked for, by its number; and how many were answered. */
final class Arrivals {
  private final AtomicLongArray micros;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong deliveries = new AtomicLong();
  private final AtomicLong verified = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();

  /**
   * @param messages with numbers below
   */
  Arrivals(int messages) {
    micros = new AtomicLongArray(messages);
  }

  /** Returns whether it is the first request for that message. */
  boolean arrived(int message, long now) {
    if (message < 0 || message >= micros.length()) {
      wrong.incrementAndGet();
      return false;
    }
    return micros.compareAndSet(message, 0, now);
  }

  void answered(boolean first) {
    requests.incrementAndGet();
    if (first) {
      deliveries.incrementAndGet();
    }
  }

  void verified(boolean right) {
    verified.incrementAndGet();
    if (!right) {
      wrong.incrementAndGet();
    }
  }

  Tally tally() {
    return new Tally(requests.get(), deliveries.get(), verified.get(), wrong.get(), Micros.now());
  }

  /** Of the messages below that number; 0 where none has come. */
  long[] first(int messages) {
    long[] first = new long[Math.min(messages, micros.length())];
    for (int i = 0; i < first.length; i++) {
      first[i] = micros.get(i);
    }
    return first;
  }
}
