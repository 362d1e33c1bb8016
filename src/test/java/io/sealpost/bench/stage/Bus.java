package io.sealpost.bench.stage;

import io.sealpost.fault.ChildProcess;
import java.util.List;

/** A queue system in a process of its own, with messages waiting for a contender. */
interface Bus extends AutoCloseable {
  /**
   * Adds persistent messages, numbered on from those there were.
   *
   * @return how many there have been now
   */
  int fill(int messages) throws Exception;

  /**
   * Sends at a steady rate, each message with a commit of its own.
   *
   * @return when each commit returned, in microseconds, by number
   */
  default long[] pace(int perSecond, int messages) throws Exception {
    throw new UnsupportedOperationException(
        "Nobody sends on time here: name contenders that have an Artemis beside them");
  }

  /** Its own, without a contender that has it inside. */
  List<ChildProcess> processes();

  @Override
  void close();
}
