package io.sealpost.bench;

import java.util.List;

/** Cases that are measured in turn, and what their rates must be to each other. */
interface Scenario {
  /** As {@code bench/run} knows it. */
  String name();

  /** One sentence. */
  String description();

  List<Case> cases(MeasureOptions options);

  /** Says of each goal whether it is reached. */
  void judge(Rounds delivered, BenchReport report);
}
