package io.sealpost.bench;

import io.sealpost.bench.stage.AllocationProfile;
import io.sealpost.bench.stage.Answers;
import io.sealpost.bench.stage.Contender;
import io.sealpost.bench.stage.Contenders;
import io.sealpost.bench.stage.Course;
import io.sealpost.bench.stage.Receiver;
import io.sealpost.bench.stage.Turn;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a delivery takes of the heap: while it is in flight, and over its life. No goals. */
@Command(
    name = "memory",
    description = "Bytes of a delivery in flight; bytes allocated for one, and where.",
    mixinStandardHelpOptions = true)
final class MemoryBench implements Callable<Integer> {
  private static final int IN_FLIGHT = 500;

  /** Below the read timeout. */
  private static final int WAITING_MILLIS = 25_000;

  private static final int USUAL_IN_FLIGHT = 64;
  private static final int SITES = 20;
  private static final String BYTES = "bytes";

  @Mixin private MeasureOptions options = new MeasureOptions();

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("memory", List.of(BYTES));
    options.describe(report);
    try (Receiver receiver = Receiver.start(MeasureOptions.FOLDER)) {
      for (Contender contender : options.contenders(List.of(Contenders.SEALPOST_H2))) {
        inFlight(contender, receiver, report);
        allocated(contender, receiver, report);
      }
    }
    report.write(options.json("memory"));
    return 0;
  }

  private void inFlight(Contender contender, Receiver receiver, BenchReport report)
      throws Exception {
    Course course = options.course(IN_FLIGHT).answers(Answers.after(WAITING_MILLIS));
    try (Turn turn = Turn.prepare(contender, course, receiver, MeasureOptions.FOLDER)) {
      turn.fill(1);
      turn.start();
      turn.awaitDelivered();
      double idle = turn.liveMegabytes();
      turn.fill(IN_FLIGHT);
      turn.awaitDelivered();
      // Threads and connections are there, and no call uses them.
      double ready = turn.liveMegabytes();
      turn.fill(IN_FLIGHT);
      turn.awaitArrived();
      double busy = turn.liveMegabytes();
      report.line(contender.name() + ", idle", idle * 1e6);
      report.line(contender.name() + ", a delivery in flight", (busy - idle) * 1e6 / IN_FLIGHT);
      report.line("  of it thread and connection", (ready - idle) * 1e6 / IN_FLIGHT);
    }
  }

  private void allocated(Contender contender, Receiver receiver, BenchReport report)
      throws Exception {
    Course course = options.course(USUAL_IN_FLIGHT);
    try (Turn turn = Turn.prepare(contender, course, receiver, MeasureOptions.FOLDER)) {
      turn.feed();
      turn.start();
      AllocationProfile profile = turn.profile();
      report.line(contender.name() + ", allocated a delivery", profile.bytes());
      for (AllocationProfile.Site site : profile.sites().stream().limit(SITES).toList()) {
        report.line("  " + site.method() + " → " + site.type(), site.bytes());
      }
    }
  }
}
