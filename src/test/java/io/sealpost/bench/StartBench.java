package io.sealpost.bench;

import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import io.sealpost.bench.stage.Receiver;
import io.sealpost.bench.stage.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How long an operator waits for the first delivery of what was on the queue. */
@Command(
    name = "start",
    description = "From ./sealpost run, built, to the first delivery of a message that waited.",
    mixinStandardHelpOptions = true)
final class StartBench implements Callable<Integer> {
  private static final int IN_FLIGHT = 16;
  private static final int STARTS = 5;

  @Mixin private MeasureOptions options = new MeasureOptions();

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("start", Column.ALL);
    options.describe(report);
    Rounds rounds = new Rounds();
    Course course = options.course(IN_FLIGHT);
    List<Contender> contenders =
        options.contenders(List.of(Contenders.SEALPOST_EMBEDDED, Contenders.SEALPOST_H2));
    try (Receiver receiver = Receiver.start(MeasureOptions.FOLDER)) {
      for (int round = 1; round <= STARTS * options.rounds(); round++) {
        for (Contender contender : contenders) {
          Map<String, Double> measured = Map.of(Column.START, start(contender, course, receiver));
          rounds.add(contender.name(), measured);
          report.line(contender.name() + ", start " + round, measured);
        }
      }
    }
    for (Contender contender : contenders) {
      report.line(contender.name() + ", median", rounds.medians(contender.name()));
      double median = rounds.median(contender.name(), Column.START);
      report.atMost(contender.name() + " start s", median, 3);
    }
    report.write(options.json("start"));
    return 0;
  }

  private static double start(Contender contender, Course course, Receiver receiver)
      throws Exception {
    try (Turn turn = Turn.prepare(contender, course, receiver, MeasureOptions.FOLDER)) {
      turn.fill(1);
      Duration start = turn.start();
      return start.toMillis() / 1e3;
    }
  }
}
