package io.sealpost.bench.stage;

import java.time.Instant;

/** Time that processes of one machine agree on. */
final class Micros {
  private Micros() {}

  /** Since the epoch. */
  static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
