package io.sealpost.cli;

import io.sealpost.deadletter.DeadQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sends dead messages again. */
@Command(
    name = "replay",
    header = "Send dead messages again.",
    description = {
      "To the activation they died on as it is now, with the same delivery id and a fresh count of"
          + " attempts; what died at dispatch is dispatched again. What was broken off can be"
          + " repeated: each message is either still dead or sent."
    },
    footer = {
      "  sealpost dead replay del_4mzn6kzcxolh5bqbrdv7ybnqzi",
      "  sealpost dead replay --activation welcome --since 2026-03-01T12:00:00Z --rate 50/s",
      "  sealpost dead replay --reason http-status --status 401 --dry-run",
      "  sealpost dead replay --attribute user_id=42"
    })
final class DeadReplayCommand implements Callable<Integer> {
  @Mixin private DeadMoving moving = new DeadMoving();

  @Override
  public Integer call() {
    return moving.run("replayed", DeadQueue::replay);
  }
}
