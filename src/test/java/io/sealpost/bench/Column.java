package io.sealpost.bench;

import java.util.List;

/** The columns of a scenario's table. */
final class Column {
  /** Messages a second, at the receiver. */
  static final String DELIVERED = "delivered/s";

  /** Processor time of a delivery in the contender's own processes. */
  static final String OWN_MICROS = "own µs";

  /** The same in its broker's, or Redis. */
  static final String BUS_MICROS = "bus µs";

  /** The same in the receiver, which has one thread: a million of these a second is its limit. */
  static final String RECEIVER_MICROS = "receiver µs";

  /** From the commit of the producer to the request at the receiver. */
  static final String P50 = "p50 ms";

  static final String P99 = "p99 ms";

  /** From the start of the process to the first delivery. */
  static final String START = "start s";

  /** The most memory its processes had at any time. */
  static final String RSS = "RSS MB";

  static final List<String> ALL =
      List.of(DELIVERED, OWN_MICROS, BUS_MICROS, RECEIVER_MICROS, P50, P99, START, RSS);

  private Column() {}
}
