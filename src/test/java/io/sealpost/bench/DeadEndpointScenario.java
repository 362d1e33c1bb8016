package io.sealpost.bench;

import io.sealpost.bench.stage.Answers;
import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import io.sealpost.bench.stage.Traffic;
import java.util.List;

/**
 * Whether one endpoint that hangs holds up the others. Counted are those of the 49 others alone, in
 * both cases.
 */
final class DeadEndpointScenario implements Scenario {
  private static final int ACTIVATIONS = 50;

  /** As shipped, for one activation. */
  private static final int IN_FLIGHT = 16;

  private static final int DEAD = 7;
  private static final int MILLIS = 30_000;
  private static final int PER_SECOND = 500;
  private static final String ALIVE = "all answer";
  private static final String HANGS = "one hangs";
  private static final String ALIVE_PACED = "all answer, 500/s";
  private static final String HANGS_PACED = "one hangs, 500/s";

  @Override
  public String name() {
    return "dead-endpoint";
  }

  @Override
  public String description() {
    return "One of 50 endpoints hangs for 30 s: what the others make of it.";
  }

  @Override
  public List<Case> cases(MeasureOptions options) {
    Contender sealpost = Contenders.SEALPOST_H2;
    // Each its own connection: they are different endpoints.
    Course course =
        options.course(IN_FLIGHT).traffic(new Traffic(ACTIVATIONS, ACTIVATIONS, ACTIVATIONS));
    Course alive = course.answers(Answers.hanging(DEAD, 0));
    Course hangs = course.answers(Answers.hanging(DEAD, MILLIS));
    return List.of(
        Case.throughput(sealpost, alive).named(ALIVE),
        Case.throughput(sealpost, hangs).named(HANGS),
        Case.paced(sealpost, alive, PER_SECOND).named(ALIVE_PACED),
        Case.paced(sealpost, hangs, PER_SECOND).named(HANGS_PACED));
  }

  @Override
  public void judge(Rounds rounds, BenchReport report) {
    report.atLeast(
        "rate of the 49 ÷ rate where all answer",
        rounds.median(HANGS, Column.DELIVERED) / rounds.median(ALIVE, Column.DELIVERED),
        0.95);
    report.atMost(
        "p99 of the 49 ÷ p99 where all answer",
        rounds.median(HANGS_PACED, Column.P99) / rounds.median(ALIVE_PACED, Column.P99),
        1 / 0.95);
  }
}
