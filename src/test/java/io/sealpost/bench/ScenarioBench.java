package io.sealpost.bench;

import io.sealpost.bench.stage.Pace;
import io.sealpost.bench.stage.Receiver;
import io.sealpost.bench.stage.Turn;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the cases of one scenario in turn, round after round. */
@Command(mixinStandardHelpOptions = true)
final class ScenarioBench implements Callable<Integer> {
  /** Messages a second that are laid ready for who has not been measured yet. */
  private static final double GUESS = 5_000;

  private static final double RESERVE = 1.3;

  private final Scenario scenario;
  private final Map<String, Double> taken = new HashMap<>();
  private final Rounds rounds = new Rounds();

  @Mixin private MeasureOptions options = new MeasureOptions();

  ScenarioBench(Scenario scenario) {
    this.scenario = scenario;
  }

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport(scenario.name(), Column.ALL);
    options.describe(report);
    List<Case> cases = options.possible(scenario.cases(options), report);
    try (Receiver receiver = Receiver.start(MeasureOptions.FOLDER)) {
      for (int round = 1; round <= options.rounds(); round++) {
        for (Case one : cases) {
          System.err.println("round " + round + ": " + one.name() + " …");
          Map<String, Double> measured = measure(one, receiver);
          while (measured.isEmpty()) {
            report.note(one.name() + " took the last message: it is measured again, with more");
            measured = measure(one, receiver);
          }
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
    String column = one.perSecond() > 0 ? Column.P50 : Column.DELIVERED;
    double spread = rounds.spread(one.name(), column) * 100;
    report.line(
        "%s, median (%s ± %.0f %%)".formatted(one.name(), column, spread / 2),
        rounds.medians(one.name()));
  }

  /** Empty where it may have waited for messages. */
  private Map<String, Double> measure(Case one, Receiver receiver) throws Exception {
    try (Turn turn = Turn.prepare(one.contender(), one.course(), receiver, MeasureOptions.FOLDER)) {
      Map<String, Double> measured = new LinkedHashMap<>();
      if (one.perSecond() > 0) {
        measured.putAll(paced(one, turn));
      } else {
        measured.putAll(backlog(one, turn));
      }
      if (measured.isEmpty()) {
        return measured;
      }
      measured.put(Column.RSS, turn.peakMegabytes());
      return measured;
    }
  }

  private Map<String, Double> backlog(Case one, Turn turn) throws Exception {
    long seconds = one.course().warmUp().plus(one.course().counted()).toSeconds();
    double guess = taken.getOrDefault(one.name(), GUESS);
    turn.fill((int) (guess * seconds * RESERVE));
    double start = turn.start().toMillis() / 1e3;
    Pace pace = turn.measure();
    taken.merge(one.name(), pace.dry() ? guess * 2 : pace.taken(), Math::max);
    if (pace.dry()) {
      return Map.of();
    }
    return Map.of(
        Column.DELIVERED, pace.delivered(),
        Column.TAKEN, pace.taken(),
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
