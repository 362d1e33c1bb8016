package io.sealpost.cli;

import io.sealpost.attemptlog.AttemptStatistics;
import io.sealpost.configuration.Units;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts attempts. */
@Command(
    name = "stats",
    header = "Show success rate, latency and errors by activation and time.",
    description = {
      "Asks the running Sealpost. Without one, reads the attempt log itself: PostgreSQL, or the file"
          + " in the data folder.",
      "Percentiles are of attempts that made a request."
    },
    footer = {
      "  sealpost stats --since 2026-03-01T00:00:00Z",
      "  sealpost stats --activation welcome --bucket 1h --json"
    })
final class StatsCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Mixin private AttemptSelection selection = new AttemptSelection();
  @Spec private CommandSpec spec;

  @Option(
      names = "--bucket",
      paramLabel = "DURATION",
      description = "A row for each so long a time, e.g. 5m, 1h or 1d (UTC).")
  private @Nullable String bucket;

  @Override
  public Integer call() {
    Optional<Long> seconds = bucketSeconds();
    List<AttemptStatistics> statistics =
        ManagementClient.askIfRunning(
                folders, client -> ServedAttempts.statistics(client, selection.query(), bucket))
            .orElseGet(
                () ->
                    new AttemptLogAccess(folders)
                        .call(log -> log.statistics(selection.filter(), seconds)));
    ResultTable table =
        new ResultTable(
            "from",
            "activation",
            "attempts",
            "delivered",
            "retried",
            "dead",
            "successRate",
            "p50Ms",
            "p95Ms",
            "p99Ms",
            "errors");
    for (AttemptStatistics one : statistics) {
      table.add(
          one.from(),
          one.activation(),
          one.attempts(),
          one.delivered(),
          one.retried(),
          one.dead(),
          String.format(Locale.ROOT, "%.4f", one.successRate()),
          one.p50Ms(),
          one.p95Ms(),
          one.p99Ms(),
          errors(one.errors()));
    }
    format.print(table, spec);
    return ExitCode.OK;
  }

  private Optional<Long> bucketSeconds() {
    if (bucket == null) {
      return Optional.empty();
    }
    try {
      Duration width = Units.duration(bucket);
      if (width.toSeconds() > 0) {
        return Optional.of(width.toSeconds());
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.unusable("--bucket: " + e.getMessage(), e);
    }
    throw CommandException.unusable("--bucket is a second or more.", null);
  }

  private static String errors(Map<String, Long> errors) {
    return errors.entrySet().stream()
        .map(error -> error.getKey() + ": " + error.getValue())
        .collect(Collectors.joining(", "));
  }
}
