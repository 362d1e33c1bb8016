package io.sealpost.bench;

import io.sealpost.bench.stage.Pace;
import io.sealpost.bench.stage.Receiver;
import io.sealpost.bench.stage.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the cases of one scenario in turn, round after round. */
@Command(mixinStandardHelpOptions = true)
final class ScenarioBench implements Callable<Integer> {
  /** Messages a second that are laid ready for who has not been measured yet. */
  private static final double GUESS = 6_000;

  private static final double RESERVE = 1.3;

  private final Scenario scenario;
  private final Map<String, Double> taken = new HashMap<>();
  private final Rounds delivered = new Rounds();

  @Mixin private MeasureOptions options = new MeasureOptions();

  ScenarioBench(Scenario scenario) {
    this.scenario = scenario;
  }

  @Override
  public Integer call() throws Exception {
    List<Case> cases = options.possible(scenario.cases(options));
    BenchReport report =
        new BenchReport(
            scenario.name(), List.of("round", "delivered/s", "taken/s", "own µs", "bus µs"));
    options.describe(report);
    try (Receiver receiver = Receiver.start(MeasureOptions.FOLDER)) {
      for (int round = 1; round <= options.rounds(); round++) {
        for (Case one : cases) {
          measure(one, round, receiver, report);
        }
      }
    }
    for (Case one : cases) {
      String name = one.name();
      report.setting(
          name,
          "median %.0f/s, spread %.0f %%"
              .formatted(delivered.median(name), delivered.spread(name) * 100));
    }
    scenario.judge(delivered, report);
    report.write(options.json(scenario.name()));
    return 0;
  }

  private void measure(Case one, int round, Receiver receiver, BenchReport report)
      throws Exception {
    System.err.println("round " + round + ": " + one.name() + " …");
    long seconds = one.course().warmUp().plus(one.course().counted()).toSeconds();
    double rate = taken.getOrDefault(one.name(), GUESS);
    try (Turn turn = Turn.prepare(one.contender(), one.course(), receiver, MeasureOptions.FOLDER)) {
      turn.fill((int) (rate * seconds * RESERVE));
      turn.start();
      Pace pace = turn.measure();
      taken.merge(one.name(), pace.taken(), Math::max);
      delivered.add(one.name(), pace.delivered());
      report.line(
          one.name(), round, pace.delivered(), pace.taken(), pace.ownMicros(), pace.busMicros());
      if (pace.dry()) {
        report.note(one.name() + " had no message left in the end: its rate may be too low");
      }
    }
  }
}
