package io.sealpost.bench;

import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import io.sealpost.bench.stage.Receiver;
import io.sealpost.bench.stage.Turn;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the last tenth of a long backlog goes as quickly as the first, in the same heap. */
@Command(
    name = "backlog",
    description = "Drains a long backlog; a line for each tenth of it.",
    mixinStandardHelpOptions = true)
final class BacklogBench implements Callable<Integer> {
  private static final int IN_FLIGHT = 64;
  private static final int QUICK_MESSAGES = 50_000;
  private static final int PARTS = 10;
  private static final String LIVE = "live MB";

  @Mixin private MeasureOptions options = new MeasureOptions();

  @Option(names = "--messages", description = "How many wait. Default: 1,000,000.")
  private int messages = 1_000_000;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("backlog", List.of(Column.DELIVERED, LIVE, Column.RSS));
    options.describe(report);
    int count = options.quick ? Math.min(messages, QUICK_MESSAGES) : messages;
    report.setting("messages", count);
    try (Receiver receiver = Receiver.start(MeasureOptions.FOLDER)) {
      Course course = options.course(IN_FLIGHT);
      for (Contender contender : options.contenders(List.of(Contenders.SEALPOST_H2))) {
        drain(contender, course, receiver, count, report);
      }
    }
    report.write(options.json("backlog"));
    return 0;
  }

  private static void drain(
      Contender contender, Course course, Receiver receiver, int count, BenchReport report)
      throws Exception {
    Rounds tenths = new Rounds();
    try (Turn turn = Turn.prepare(contender, course, receiver, MeasureOptions.FOLDER)) {
      turn.fill(count);
      turn.start();
      for (int part = 1; part <= PARTS; part++) {
        double rate = turn.rateUntil((int) (1L * count * part / PARTS));
        String name = contender.name() + ", tenth " + part;
        Map<String, Double> measured =
            Map.of(
                Column.DELIVERED,
                rate,
                LIVE,
                turn.liveMegabytes(),
                Column.RSS,
                turn.peakMegabytes());
        tenths.add(name, measured);
        report.line(name, measured);
      }
    }
    judge(contender.name() + ", tenth ", tenths, report);
  }

  /** The first tenth is for warming up. */
  private static void judge(String name, Rounds tenths, BenchReport report) {
    report.atLeast(
        "rate of the last tenth ÷ of the second",
        tenths.median(name + PARTS, Column.DELIVERED) / tenths.median(name + 2, Column.DELIVERED),
        0.9);
    report.atMost(
        "live heap behind the last but one tenth ÷ behind the second",
        tenths.median(name + (PARTS - 1), LIVE) / tenths.median(name + 2, LIVE),
        1.25);
  }
}
