package io.sealpost.bench;

import java.util.Arrays;
import java.util.concurrent.Callable;

/** How long some runs of the same work took. */
final class Timings {
  private final long[] nanos;
  private final int runs;

  /** Something that may fail. */
  @FunctionalInterface
  interface Step {
    void take() throws Exception;
  }

  private Timings(long[] sorted) {
    this.nanos = sorted;
    this.runs = sorted.length;
  }

  /** The first runs, a quarter as many, are not counted: caches fill and code is compiled. */
  static Timings of(int runs, Callable<?> work) throws Exception {
    return of(runs, () -> {}, work);
  }

  /**
   * @param before each run, and not counted
   */
  static Timings of(int runs, Step before, Callable<?> work) throws Exception {
    int uncounted = (runs + 3) / 4;
    long[] nanos = new long[runs];
    for (int i = -uncounted; i < runs; i++) {
      before.take();
      long begin = System.nanoTime();
      var unused = work.call();
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begin;
      }
    }
    return of(nanos);
  }

  static Timings of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Timings(sorted);
  }

  /**
   * The nearest rank: a time that was measured.
   *
   * @param share of the runs that took no longer, over 0 and up to 1
   */
  double millis(double share) {
    return runs == 0 ? 0 : nanos[(int) Math.ceil(share * runs) - 1] / 1e6;
  }

  int runs() {
    return runs;
  }
}
