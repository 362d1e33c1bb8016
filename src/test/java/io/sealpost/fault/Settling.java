package io.sealpost.fault;

import io.sealpost.broker.Queues;
import java.util.Set;

/** The end of a run: faults end, everything comes to rest, and what is left is counted. */
final class Settling {
  /** Nothing stays there, even while an endpoint is not well. */
  private static final Set<String> PASSED_THROUGH =
      Set.of(Queues.ACTIVATIONS, Queues.ATTEMPTS, Queues.EVENTS);

  private Settling() {}

  /** Closes the world. A run that does not come to rest is an AssertionError. */
  static Verdict settle(World world, Expected expected) throws Exception {
    try (world) {
      world.heal();
      if (expected.pending()) {
        world.until("all is sent", world::hasProduced);
        world.untilQuiet(queue -> PASSED_THROUGH.contains(queue));
      } else {
        world.untilQuiet();
      }
      world.ledger().append(ServedLog.read(world.apiPort(), world.data()));
      // As an operator stops it.
      world.terminateSealpost(0);
      world.ledger().append(world.left());
    }
    return Verdict.of(Ledger.read(world.ledgerFile()), expected);
  }
}
