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

  /** Its own, without a contender that has it inside. */
  List<ChildProcess> processes();

  @Override
  void close();
}
