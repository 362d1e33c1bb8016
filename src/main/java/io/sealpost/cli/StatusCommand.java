package io.sealpost.cli;

import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.QueueDepths;
import io.sealpost.broker.Queues;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How full the queues are. */
@Command(
    name = "status",
    header = "Show how many messages wait, are kept back for a retry, and are dead.",
    description = {
      "A queue of an activation that is no longer configured is marked orphaned: its messages wait"
          + " until the activation is added again."
    },
    footer = {"  sealpost status", "  sealpost status --json"})
final class StatusCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<QueueDepth> depths =
        new BrokerAccess(folders).call(broker -> new QueueDepths(broker).read());
    boolean serving =
        depths.stream()
            .anyMatch(depth -> depth.queue().equals(Queues.ACTIVATIONS) && depth.consumers() > 0);
    ResultTable table =
        new ResultTable("queue", "messages", "scheduled", "delivering", "consumers", "note");
    for (QueueDepth depth : depths) {
      table.add(
          depth.queue(),
          depth.messages(),
          depth.scheduled(),
          depth.delivering(),
          depth.consumers(),
          serving && isUnread(depth) ? "orphaned" : null);
    }
    format.print(table, spec);
    if (!serving) {
      spec.commandLine()
          .getErr()
          .println("Nothing is delivered: no Sealpost reads the queues. Start it: sealpost run");
    }
    return ExitCode.OK;
  }

  private static boolean isUnread(QueueDepth depth) {
    return depth.queue().startsWith(Queues.DELIVERY_PREFIX) && depth.consumers() == 0;
  }
}
