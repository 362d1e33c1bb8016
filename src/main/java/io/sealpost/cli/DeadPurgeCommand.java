package io.sealpost.cli;

import io.sealpost.attemptlog.EndRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Throws dead messages away. */
@Command(
    name = "purge",
    header = "Throw dead messages away, for good.",
    description = {
      "More than one message at a time needs --yes. The attempt log keeps a record of each."
    },
    footer = {
      "  sealpost dead purge del_4mzn6kzcxolh5bqbrdv7ybnqzi",
      "  sealpost dead purge --until 2026-01-01T00:00:00Z --dry-run",
      "  sealpost dead purge --until 2026-01-01T00:00:00Z --yes"
    })
final class DeadPurgeCommand implements Callable<Integer> {
  @Mixin private DeadMoving moving = new DeadMoving();

  @Option(names = "--yes", description = "I know that they can't be brought back.")
  private boolean yes;

  @Override
  public Integer call() {
    if (moving.isForMany() && !yes) {
      throw CommandException.unusable(
          "This would purge %s for good. If you mean it, add --yes."
              .formatted(Plural.of(moving.matched(), "message")),
          null);
    }
    EndRecord record = ClientSettings.read(moving.folders().config()).endRecord();
    return moving.run(
        "purged",
        (queue, filter, pace, progress) -> queue.purge(filter, record::purged, pace, progress));
  }
}
