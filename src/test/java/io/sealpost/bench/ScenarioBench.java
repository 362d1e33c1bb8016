package io.sealpost.bench;

import io.sealpost.bench.stage.Pace;
import io.sealpost.bench.stage.Receiver;
import io.sealpost.bench.stage.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the cases of one scenario in turn, round after round. */
@Command(mixinStandardHelpOptions = true)
final class ScenarioBench implements Callable<Integer> {
  private final Scenario scenario;
  private final Rounds rounds = new Rounds();

  @Mixin private MeasureOptions options = new MeasureOptions();

  ScenarioBench(Scenario scenario) {
    this.scenario = scenario;
  }

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport(scenario.name(), Column.ALL);
    options.describe(report);
    report.setting("rounds", options.rounds());
    List<Case> cases = options.possible(scenario.cases(options), report);
    report.setting(
        "inFlight", cases.stream().map(one -> one.course().inFlight()).distinct().toList());
    try (Receiver receiver = Receiver.start(MeasureOptions.FOLDER)) {
      for (int round = 1; round <= options.rounds(); round++) {
        for (Case one : cases) {
          System.err.println("round " + round + ": " + one.name() + " …");
          Map<String, Double> measured = measure(one, receiver);
          rounds.add(one.name(), measured);
          report.line(one.name() + ", round " + round, measured);
        }
      }
    }
    cases.forEach(one -> summarize(one, report));
    scenario.judge(rounds, report);
    report.write(options.json(scenario.name()));
    return 0;
  }

  private void summarize(Case one, BenchReport report) {
    report.line(one.name() + ", median", rounds.medians(one.name()));
    report.line(one.name() + ", ± %", rounds.spreads(one.name()));
  }

  private Map<String, Double> measure(Case one, Receiver receiver) throws Exception {
    try (Turn turn = Turn.prepare(one.contender(), one.course(), receiver, MeasureOptions.FOLDER)) {
      Map<String, Double> measured =
          new LinkedHashMap<>(one.perSecond() > 0 ? paced(one, turn) : throughput(turn));
      measured.put(Column.RSS, turn.peakMegabytes());
      return measured;
    }
  }

  private static Map<String, Double> throughput(Turn turn) throws Exception {
    turn.feed();
    double start = turn.start().toMillis() / 1e3;
    Pace pace = turn.measure();
    return Map.of(
        Column.DELIVERED, pace.delivered(),
        Column.OWN_MICROS, pace.ownMicros(),
        Column.BUS_MICROS, pace.busMicros(),
        Column.RECEIVER_MICROS, pace.receiverMicros(),
        Column.START, start);
  }

  /** Warm by a backlog first, which is gone when the clock begins. */
  private static Map<String, Double> paced(Case one, Turn turn) throws Exception {
    turn.fill((int) (one.perSecond() * 4L * one.course().warmUp().toSeconds()));
    double start = turn.start().toMillis() / 1e3;
    turn.awaitDelivered();
    Timings latencies = Timings.of(turn.latencies(one.perSecond()));
    return Map.of(
        Column.P50, latencies.millis(0.5),
        Column.P99, latencies.millis(0.99),
        Column.START, start);
  }
}
