package io.sealpost.bench;

import java.util.List;

/** Cases that are measured in turn, and what they must be to each other. */
interface Scenario {
  /** As {@code bench/run} knows it. */
  String name();

  /** One sentence. */
  String description();

  /** In the order they are measured, each round. */
  List<Case> cases(MeasureOptions options);

  /** Says of each goal whether it is reached. */
  void judge(Rounds rounds, BenchReport report);
}
