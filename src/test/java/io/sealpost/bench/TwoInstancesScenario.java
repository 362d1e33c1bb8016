package io.sealpost.bench;

import io.sealpost.bench.stage.Answers;
import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import java.util.List;

/** Whether a second Sealpost on the same broker and database does as much as the first. */
final class TwoInstancesScenario implements Scenario {
  /** Of each. */
  private static final int IN_FLIGHT = 64;

  private static final int MILLIS = 100;
  private static final Contender ONE = Contenders.sealposts(1);
  private static final Contender TWO = Contenders.sealposts(2);

  @Override
  public String name() {
    return "two-instances";
  }

  @Override
  public String description() {
    return "One Sealpost and two on one broker; the receiver takes 100 ms.";
  }

  @Override
  public List<Case> cases(MeasureOptions options) {
    Course course = options.course(IN_FLIGHT).answers(Answers.after(MILLIS));
    return List.of(Case.throughput(ONE, course), Case.throughput(TWO, course));
  }

  @Override
  public void judge(Rounds rounds, BenchReport report) {
    if (rounds.has(ONE.name()) && rounds.has(TWO.name())) {
      report.atLeast(
          "rate of two ÷ rate of one",
          rounds.median(TWO.name(), Column.DELIVERED) / rounds.median(ONE.name(), Column.DELIVERED),
          1.8);
    }
  }
}
