package io.sealpost.bench;

import static io.sealpost.bench.stage.Contenders.LIMIT;
import static io.sealpost.bench.stage.Contenders.SEALPOST_H2;
import static io.sealpost.bench.stage.Contenders.SEALPOST_POSTGRES;

import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import java.util.List;
import java.util.OptionalDouble;

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
        .map(contender -> Case.throughput(contender, course))
        .toList();
  }

  @Override
  public void judge(Rounds rounds, BenchReport report) {
    OptionalDouble best =
        Contenders.RIVALS.stream()
            .map(Contender::name)
            .filter(rounds::has)
            .mapToDouble(name -> rounds.median(name, Column.DELIVERED))
            .max();
    for (String sealpost : List.of(SEALPOST_H2.name(), SEALPOST_POSTGRES.name())) {
      if (rounds.has(sealpost)) {
        double rate = rounds.median(sealpost, Column.DELIVERED);
        if (best.isPresent()) {
          report.atLeast(sealpost + " ÷ best rival", rate / best.getAsDouble(), 1.5);
        }
        if (rounds.has(LIMIT.name())) {
          double limit = rounds.median(LIMIT.name(), Column.DELIVERED);
          report.atLeast(sealpost + " ÷ limit", rate / limit, 0.6);
        }
      }
    }
  }
}
