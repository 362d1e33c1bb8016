package io.sealpost.cli;

import io.sealpost.deadletter.DeadQueue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Throws dead messages away. */
@Command(
    name = "purge",
    header = "Throw dead messages away, for good.",
    description = "More than one message at a time needs --yes.",
    footer = {
      "  sealpost dead purge del_4mzn6kzcxolh5bqbrdv7ybnqzi",
      "  sealpost dead purge --until 2026-01-01T00:00:00Z --yes"
    })
final class DeadPurgeCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Mixin private DeadSelection selection = new DeadSelection();
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "A delivery id, or a JMSMessageID. Without it, name what to purge by options.")
  private @Nullable String id;

  @Option(names = "--all", description = "All dead messages.")
  private boolean all;

  @Option(names = "--yes", description = "I know that they can't be brought back.")
  private boolean yes;

  @Override
  public Integer call() {
    DeadMoving moving = new DeadMoving("purged", spec, format);
    moving.checkNamed(id, selection, all);
    BrokerAccess access = new BrokerAccess(folders);
    if (id == null && !yes) {
      int matched =
          access.call(
              broker ->
                  new DeadQueue(broker).list(selection.filter(null), 0, Integer.MAX_VALUE).size());
      throw CommandException.unusable(
          "This would purge %s for good. If you mean it, add --yes."
              .formatted(Plural.of(matched, "message")),
          null);
    }
    return moving.report(
        access.call(broker -> moving.run(new DeadQueue(broker)::purge, selection.filter(id))));
  }
}
