package io.sealpost.bench;

import static io.sealpost.bench.stage.Contenders.LIMIT;
import static io.sealpost.bench.stage.Contenders.SEALPOST_H2;
import static io.sealpost.bench.stage.Contenders.SEALPOST_POSTGRES;

import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import java.util.List;

/** How many messages a second each delivers where nothing but the machine is in the way. */
final class ThroughputScenario implements Scenario {
  private static final int IN_FLIGHT = 64;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String description() {
    return "Sealpost and its rivals in turn; the receiver answers at once.";
  }

  @Override
  public List<Case> cases(MeasureOptions options) {
    Course course = options.course(IN_FLIGHT);
    return options.contenders(Contenders.ALL).stream()
        .map(contender -> Case.of(contender, course))
        .toList();
  }

  @Override
  public void judge(Rounds delivered, BenchReport report) {
    double best =
        Contenders.RIVALS.stream()
            .map(Contender::name)
            .filter(delivered::has)
            .mapToDouble(delivered::median)
            .max()
            .orElse(Double.NaN);
    for (String sealpost : List.of(SEALPOST_H2.name(), SEALPOST_POSTGRES.name())) {
      if (delivered.has(sealpost)) {
        double rate = delivered.median(sealpost);
        report.atLeast(sealpost + " ÷ best rival", rate / best, 1.5);
        if (delivered.has(LIMIT.name())) {
          report.atLeast(sealpost + " ÷ limit", rate / delivered.median(LIMIT.name()), 0.6);
        }
      }
    }
  }
}
