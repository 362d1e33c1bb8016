package io.sealpost.bench;

import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import java.util.List;

/** How long a message takes that does not have to wait for others. */
final class LatencyScenario implements Scenario {
  private static final int IN_FLIGHT = 64;
  private static final int PER_SECOND = 500;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String description() {
    return "500 messages a second: from the JMS commit to the request at the receiver.";
  }

  @Override
  public List<Case> cases(MeasureOptions options) {
    Course course = options.course(IN_FLIGHT);
    return options
        .contenders(
            List.of(Contenders.PLAIN_CAMEL, Contenders.SPRING_INTEGRATION, Contenders.SEALPOST_H2))
        .stream()
        .map(contender -> Case.paced(contender, course, PER_SECOND))
        .toList();
  }

  @Override
  public void judge(Rounds rounds, BenchReport report) {
    String sealpost = Contenders.SEALPOST_H2.name();
    if (!rounds.has(sealpost)) {
      return;
    }
    report.atMost("p50 ms", rounds.median(sealpost, Column.P50), 3);
    report.atMost("p99 ms", rounds.median(sealpost, Column.P99), 15);
    String rival = Contenders.PLAIN_CAMEL.name();
    if (rounds.has(rival)) {
      for (String column : List.of(Column.P50, Column.P99)) {
        report.atMost(
            column + " ÷ plain-camel's",
            rounds.median(sealpost, column) / rounds.median(rival, column),
            1);
      }
    }
  }
}
