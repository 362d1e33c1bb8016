package io.sealpost.bench;

import io.sealpost.attemptlog.AttemptFilter;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.bench.stage.AttemptDatabaseUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long the attempt log takes to write, to answer and to forget. */
@Command(
    name = "attempt-log",
    description = "Fills a database with attempts, asks it, counts it, deletes half of it.",
    mixinStandardHelpOptions = true)
final class AttemptLogBench implements Callable<Integer> {
  private static final int BATCH = 500;
  private static final int QUICK_ROWS = 50_000;

  @Option(names = "--quick", description = "50,000 rows and fewer runs: under two minutes.")
  private boolean quick;

  @Option(names = "--rows", description = "How many rows. Default: 1,000,000.")
  private long rows = 1_000_000;

  @Option(names = "--database", description = "${COMPLETION-CANDIDATES}. Default: h2.")
  private AttemptDatabaseUnderTest.Kind database = AttemptDatabaseUnderTest.Kind.h2;

  @Option(names = "--json", description = "The file. Default: target/bench/attempt-log-….json.")
  private @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    long count = quick ? QUICK_ROWS : rows;
    Path folder = Path.of("target/bench");
    BenchReport report =
        new BenchReport("attempt-log", List.of("rows", "p50 ms", "p95 ms", "max ms", "rows/s"));
    report.setting("database", database.name());
    report.setting("rows", count);
    try (AttemptDatabaseUnderTest under = AttemptDatabaseUnderTest.start(database, folder);
        JdbcAttemptLog log = JdbcAttemptLog.of(under.settings())) {
      AttemptTraffic traffic = new AttemptTraffic(count);
      write("write the first tenth", report, log, traffic, count / 10);
      write("write what lies between", report, log, traffic, count - count / 10 * 2);
      write("write the last tenth", report, log, traffic, count / 10);
      report.setting("megabytesFull", under.megabytes());
      // Of other ids and of a later time: neither found nor deleted.
      AttemptTraffic later = new AttemptTraffic(count).later();
      ask(report, log, new AttemptQuestions(traffic, count).all(), later);
      count(report, log);
      forget(report, log, under, later, count);
    }
    report.write(json == null ? folder.resolve("attempt-log-" + database + ".json") : json);
    return 0;
  }

  private static void write(
      String what, BenchReport report, JdbcAttemptLog log, AttemptTraffic traffic, long rows)
      throws Exception {
    long[] nanos = new long[(int) (rows / BATCH)];
    long total = 0;
    for (int i = 0; i < nanos.length; i++) {
      List<AttemptRecord> batch = batch(traffic);
      long begin = System.nanoTime();
      log.write(batch);
      nanos[i] = System.nanoTime() - begin;
      total += nanos[i];
    }
    Timings times = Timings.of(nanos);
    double rate = nanos.length * BATCH / (total / 1e9);
    report.line(
        what, nanos.length * BATCH, times.millis(0.5), times.millis(0.95), times.millis(1), rate);
  }

  private static List<AttemptRecord> batch(AttemptTraffic traffic) {
    return Stream.generate(traffic::next).limit(BATCH).toList();
  }

  private static List<AttemptRecord> single(AttemptTraffic traffic) {
    return List.of(traffic.next());
  }

  private void ask(
      BenchReport report,
      JdbcAttemptLog log,
      Map<String, AttemptQuestions.Question> questions,
      AttemptTraffic later)
      throws Exception {
    for (var question : questions.entrySet()) {
      int found = question.getValue().ask(log);
      // A row is written before each: H2 would give the answer it gave before.
      Timings times =
          Timings.of(
              quick ? 20 : 40, () -> log.write(single(later)), () -> question.getValue().ask(log));
      line(report, question.getKey(), found, times);
    }
  }

  private void count(BenchReport report, JdbcAttemptLog log) throws Exception {
    AttemptFilter all = AttemptFilter.all();
    Instant yesterday = AttemptTraffic.END.minus(Duration.ofDays(1));
    stats("stats, all", report, log, all, null);
    stats("stats, all, by day", report, log, all, Duration.ofDays(1));
    stats("stats, last day, by hour", report, log, all.since(yesterday), Duration.ofHours(1));
    stats("stats, largest", report, log, all.activation(AttemptTraffic.LARGEST), null);
    stats(
        "stats, largest, last day, by hour",
        report,
        log,
        all.activation(AttemptTraffic.LARGEST).since(yesterday),
        Duration.ofHours(1));
  }

  private void stats(
      String what,
      BenchReport report,
      JdbcAttemptLog log,
      AttemptFilter filter,
      @Nullable Duration bucket)
      throws Exception {
    Optional<Long> seconds = Optional.ofNullable(bucket).map(Duration::toSeconds);
    int found = log.statistics(filter, seconds).size();
    line(report, what, found, Timings.of(quick ? 3 : 5, () -> log.statistics(filter, seconds)));
  }

  /** Half of the rows go while as many as can be are written. */
  private static void forget(
      BenchReport report,
      JdbcAttemptLog log,
      AttemptDatabaseUnderTest under,
      AttemptTraffic later,
      long rows)
      throws Exception {
    write("write, nothing else going on", report, log, later, Math.max(rows / 20, 5_000));
    report.setting("megabytesBeforeDelete", under.megabytes());
    long begin = System.nanoTime();
    CompletableFuture<Long> deleted =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return log.deleteBefore(
                    AttemptTraffic.END.minus(AttemptTraffic.MONTH.dividedBy(2)));
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
    List<Long> nanos = new ArrayList<>();
    do {
      List<AttemptRecord> batch = batch(later);
      long one = System.nanoTime();
      log.write(batch);
      nanos.add(System.nanoTime() - one);
    } while (!deleted.isDone());
    double seconds = (System.nanoTime() - begin) / 1e9;
    Timings times = Timings.of(nanos.stream().mapToLong(Long::longValue).toArray());
    int written = nanos.size() * BATCH;
    line(report, "write, while half is deleted", written, times, written / seconds);
    report.line("delete half", deleted.join(), 0.0, 0.0, seconds * 1e3, deleted.join() / seconds);
    report.setting("megabytesAfterDelete", under.megabytes());
    // Does what comes find room where the deleted was?
    write("write as many as were deleted", report, log, later, deleted.join());
    report.setting("megabytesFullAgain", under.megabytes());
  }

  private static void line(BenchReport report, String what, int found, Timings times) {
    report.line(what, found, times.millis(0.5), times.millis(0.95), times.millis(1));
  }

  private static void line(BenchReport report, String what, int found, Timings times, double rate) {
    report.line(what, found, times.millis(0.5), times.millis(0.95), times.millis(1), rate);
  }
}
