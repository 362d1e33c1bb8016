package io.sealpost.bench;

import io.sealpost.bench.stage.Answers;
import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import java.util.List;

/** Whether few long calls hold up the many short ones. */
final class OnePercentSlowScenario implements Scenario {
  /** At 5,000 a second, 500 are slow ones. */
  private static final int IN_FLIGHT = 1_000;

  private static final int EVERY = 100;
  private static final int MILLIS = 10_000;
  private static final String WITHOUT = "all at once";
  private static final String WITH = "1 % take 10 s";

  @Override
  public String name() {
    return "one-percent-slow";
  }

  @Override
  public String description() {
    return "One request in a hundred takes 10 s; 1,000 calls in flight.";
  }

  @Override
  public List<Case> cases(MeasureOptions options) {
    Course course = options.course(IN_FLIGHT);
    return options.contenders(List.of(Contenders.SEALPOST_H2)).stream()
        .flatMap(contender -> pair(contender, course).stream())
        .toList();
  }

  private static List<Case> pair(Contender contender, Course course) {
    Course slow = course.answers(Answers.slow(EVERY, MILLIS));
    return List.of(
        Case.throughput(contender, course).named(contender.name() + ", " + WITHOUT),
        Case.throughput(contender, slow).named(contender.name() + ", " + WITH));
  }

  @Override
  public void judge(Rounds rounds, BenchReport report) {
    String sealpost = Contenders.SEALPOST_H2.name();
    if (rounds.has(sealpost + ", " + WITH)) {
      report.atLeast(
          "rate ÷ rate without slow ones",
          rounds.median(sealpost + ", " + WITH, Column.DELIVERED)
              / rounds.median(sealpost + ", " + WITHOUT, Column.DELIVERED),
          0.8);
    }
  }
}
