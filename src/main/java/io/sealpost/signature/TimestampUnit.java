package io.sealpost.signature;

import java.time.Instant;

enum TimestampUnit {
  SECONDS("s") {
    @Override
    long of(Instant time) {
      return time.getEpochSecond();
    }

    @Override
    Instant toInstant(long value) {
      return Instant.ofEpochSecond(value);
    }
  },
  MILLISECONDS("ms") {
    @Override
    long of(Instant time) {
      return time.toEpochMilli();
    }

    @Override
    Instant toInstant(long value) {
      return Instant.ofEpochMilli(value);
    }
  };

  final String word;

  TimestampUnit(String word) {
    this.word = word;
  }

  /** Rounded down. */
  abstract long of(Instant time);

  abstract Instant toInstant(long value);
}
