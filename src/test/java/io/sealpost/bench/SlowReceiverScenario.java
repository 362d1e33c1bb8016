package io.sealpost.bench;

import io.sealpost.bench.stage.Answers;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import java.util.List;

/** Whether calls that take long fill all the places there are for them. */
final class SlowReceiverScenario implements Scenario {
  private static final int IN_FLIGHT = 500;
  private static final int MILLIS = 100;

  @Override
  public String name() {
    return "slow-receiver";
  }

  @Override
  public String description() {
    return "The receiver takes 100 ms; 500 calls in flight, 512 MB heap.";
  }

  @Override
  public List<Case> cases(MeasureOptions options) {
    Course course = options.course(IN_FLIGHT).answers(Answers.after(MILLIS));
    return options
        .contenders(List.of(Contenders.PLAIN_CAMEL, Contenders.NODE_BULLMQ, Contenders.SEALPOST_H2))
        .stream()
        .map(contender -> Case.throughput(contender, course))
        .toList();
  }

  @Override
  public void judge(Rounds rounds, BenchReport report) {
    String sealpost = Contenders.SEALPOST_H2.name();
    if (rounds.has(sealpost)) {
      double possible = IN_FLIGHT * 1_000.0 / MILLIS;
      report.atLeast(
          "rate ÷ (in flight ÷ 100 ms)", rounds.median(sealpost, Column.DELIVERED) / possible, 0.9);
    }
  }
}
