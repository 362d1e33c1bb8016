package io.sealpost.fault;

/** The end of a run: faults end, everything comes to rest, and what is left is counted. */
final class Settling {
  private Settling() {}

  /** Closes the world. A run that does not come to rest is an AssertionError. */
  static Verdict settle(World world, Expected expected) throws Exception {
    try (world) {
      world.heal();
      world.untilQuiet();
      world.ledger().append(ServedLog.read(world.apiPort(), world.data()));
      // As an operator stops it.
      world.terminateSealpost(0);
      world.ledger().append(world.left());
    }
    return Verdict.of(Ledger.read(world.ledgerFile()), expected);
  }
}
