package io.sealpost.bench;

import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import io.sealpost.bench.stage.Traffic;
import java.util.List;

/** What activations cost that have nothing to do. */
final class ManyActivationsScenario implements Scenario {
  /** As shipped, for one activation. */
  private static final int IN_FLIGHT = 16;

  private static final int BUSY = 10;
  private static final int ALL = 1_000;
  private static final int CONNECTIONS = 50;
  private static final String ALONE = "10 activations";
  private static final String AMONG = "10 of 1,000";

  @Override
  public String name() {
    return "many-activations";
  }

  @Override
  public String description() {
    return "1,000 activations, of which 10 have messages.";
  }

  @Override
  public List<Case> cases(MeasureOptions options) {
    Contender sealpost = Contenders.SEALPOST_H2;
    Course course = options.course(IN_FLIGHT);
    return List.of(
        Case.throughput(sealpost, course.traffic(new Traffic(BUSY, BUSY, BUSY))).named(ALONE),
        Case.throughput(sealpost, course.traffic(new Traffic(ALL, BUSY, CONNECTIONS)))
            .named(AMONG));
  }

  @Override
  public void judge(Rounds rounds, BenchReport report) {
    report.atMost("start s", rounds.median(AMONG, Column.START), 15);
    report.atMost("RSS MB", rounds.median(AMONG, Column.RSS), 1_024);
    report.atLeast(
        "rate ÷ rate of 10 alone",
        rounds.median(AMONG, Column.DELIVERED) / rounds.median(ALONE, Column.DELIVERED),
        0.9);
  }
}
