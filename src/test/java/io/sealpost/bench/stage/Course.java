package io.sealpost.bench.stage;

import java.time.Duration;

/**
 * What a contender has to do in a turn; the same for all.
 *
 * @param inFlight calls at once, of each activation
 * @param heapMegabytes of each JVM of a contender
 * @param warmUp not counted
 * @param counted after it
 */
public record Course(
    Answers answers,
    Traffic traffic,
    int inFlight,
    int heapMegabytes,
    Duration warmUp,
    Duration counted) {
  private static final int HEAP_MEGABYTES = 512;

  /** Answers at once, one activation. */
  public static Course of(int inFlight, Duration warmUp, Duration counted) {
    return new Course(Answers.AT_ONCE, Traffic.ONE, inFlight, HEAP_MEGABYTES, warmUp, counted);
  }

  public Course answers(Answers other) {
    return new Course(other, traffic, inFlight, heapMegabytes, warmUp, counted);
  }

  public Course traffic(Traffic other) {
    return new Course(answers, other, inFlight, heapMegabytes, warmUp, counted);
  }

  public Course heapMegabytes(int other) {
    return new Course(answers, traffic, inFlight, other, warmUp, counted);
  }
}
