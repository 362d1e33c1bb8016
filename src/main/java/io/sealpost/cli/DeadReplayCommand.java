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

/** Sends dead messages again. */
@Command(
    name = "replay",
    header = "Send dead messages again.",
    description = {
      "To the activation they died on, with the same delivery id and a fresh count of attempts."
    },
    footer = {
      "  sealpost dead replay del_4mzn6kzcxolh5bqbrdv7ybnqzi",
      "  sealpost dead replay --activation welcome --since 2026-03-01T12:00:00Z",
      "  sealpost dead replay --all"
    })
final class DeadReplayCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Mixin private DeadSelection selection = new DeadSelection();
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "A delivery id, or a JMSMessageID. Without it, name what to replay by options.")
  private @Nullable String id;

  @Option(names = "--all", description = "All dead messages.")
  private boolean all;

  @Override
  public Integer call() {
    DeadMoving moving = new DeadMoving("replayed", spec, format);
    moving.checkNamed(id, selection, all);
    return moving.report(
        new BrokerAccess(folders)
            .call(broker -> moving.run(new DeadQueue(broker)::replay, selection.filter(id))));
  }
}
