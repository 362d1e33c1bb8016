package io.sealpost.cli;

import io.sealpost.deadletter.DeadMessage;
import io.sealpost.deadletter.DeadQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists dead messages. */
@Command(
    name = "list",
    header = "List dead messages, oldest first.",
    footer = {
      "  sealpost dead list",
      "  sealpost dead list --activation welcome --reason missing-attribute --json"
    })
final class DeadListCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Mixin private DeadSelection selection = new DeadSelection();
  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Print at most this many. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--skip",
      paramLabel = "N",
      defaultValue = "0",
      description = "Pass over the first so many.")
  private int skip;

  @Override
  public Integer call() {
    if (limit < 1 || skip < 0) {
      throw CommandException.unusable("--limit is 1 or more and --skip 0 or more.", null);
    }
    List<DeadMessage> found =
        new BrokerAccess(folders)
            // One more tells whether there are more.
            .call(broker -> new DeadQueue(broker).list(selection.filter(null), skip, limit + 1));
    ResultTable table = new ResultTable(columns());
    found.stream().limit(limit).forEach(dead -> table.add(cells(dead)));
    format.print(table, spec);
    if (found.size() > limit) {
      spec.commandLine()
          .getErr()
          .println("There are more: go on with --skip " + (skip + limit) + ".");
    }
    return ExitCode.OK;
  }

  /** Programs get more than fits on a line. */
  private String[] columns() {
    List<String> columns =
        new ArrayList<>(
            List.of("id", "activation", "reason", "status", "attempts", "deadAt", "error"));
    if (format.isJson()) {
      columns.addAll(List.of("replay", "messageId"));
    }
    return columns.toArray(String[]::new);
  }

  private @Nullable Object[] cells(DeadMessage dead) {
    List<@Nullable Object> cells =
        new ArrayList<>(
            Arrays.asList(
                dead.id(),
                dead.activation(),
                dead.reason(),
                dead.status(),
                dead.attempts(),
                dead.deadAt(),
                dead.error()));
    if (format.isJson()) {
      cells.addAll(Arrays.asList(dead.replay(), dead.messageId()));
    }
    return cells.toArray();
  }
}
