package io.sealpost.cli;

import io.sealpost.attemptlog.AttemptCursor;
import io.sealpost.attemptlog.AttemptPage;
import io.sealpost.attemptlog.AttemptRecord;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists attempts. */
@Command(
    name = "deliveries",
    header = "List attempts at deliveries, newest first, or show one delivery.",
    description = {
      "Asks the running Sealpost. Without one, reads the attempt log itself: PostgreSQL, or the file"
          + " in the data folder."
    },
    subcommands = {DeliveriesShowCommand.class, DeliveriesReplayCommand.class},
    footer = {
      "  sealpost deliveries --activation welcome --outcome dead",
      "  sealpost deliveries --status 503 --since 2026-03-01T00:00:00Z --json",
      "  sealpost deliveries show del_4mzn6kzcxolh5bqbrdv7ybnqzi",
      "  sealpost deliveries replay --activation welcome --status 400 --dry-run"
    })
final class DeliveriesCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Mixin private AttemptSelection selection = new AttemptSelection();
  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Print at most this many, up to 10,000. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on behind the page that named this cursor.")
  private @Nullable String cursor;

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw CommandException.unusable("--limit is 1 to " + MOST + ".", null);
    }
    Optional<AttemptCursor> after = cursor();
    AttemptPage page =
        ManagementClient.askIfRunning(
                folders, client -> ServedAttempts.find(client, selection.query(), limit, cursor))
            .orElseGet(
                () ->
                    new AttemptLogAccess(folders)
                        .call(log -> log.find(selection.filter(), limit, after)));
    ResultTable table =
        new ResultTable(
            "startedAt", "id", "activation", "attempt", "outcome", "status", "durationMs", "error");
    for (AttemptRecord attempt : page.attempts()) {
      table.add(
          attempt.startedAt(),
          attempt.delivery().id(),
          attempt.delivery().activation(),
          attempt.delivery().attempt(),
          attempt.outcome(),
          attempt.status(),
          attempt.durationMs(),
          attempt.errorCode());
    }
    format.print(table, spec);
    page.next()
        .ifPresent(
            next ->
                spec.commandLine()
                    .getErr()
                    .println("There are more: go on with --cursor " + next + "."));
    return ExitCode.OK;
  }

  private Optional<AttemptCursor> cursor() {
    try {
      return Optional.ofNullable(cursor).map(AttemptCursor::of);
    } catch (IllegalArgumentException e) {
      throw CommandException.unusable("--cursor: " + e.getMessage(), e);
    }
  }
}
