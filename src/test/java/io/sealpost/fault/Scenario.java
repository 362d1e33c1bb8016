package io.sealpost.fault;

import java.nio.file.Path;

/**
 * A fault with a name.
 *
 * @param does what is done, in a sentence
 * @param expected how messages may end
 */
record Scenario(String name, String does, WorldSettings settings, Expected expected, Play play) {
  /** What is done to a world in which everything runs. It need not end its faults. */
  @FunctionalInterface
  interface Play {
    void in(World world, Effort effort) throws Exception;
  }

  /** After which everything is delivered. */
  static Scenario of(String name, String does, WorldSettings settings, Play play) {
    return new Scenario(name, does, settings, Expected.ALL_DELIVERED, play);
  }

  /**
   * Plays it and judges what came of it.
   *
   * @param folder new; keeps ledger, logs and data
   * @throws org.opentest4j.TestAbortedException if it cannot be played on this machine
   */
  Verdict run(Path folder, Effort effort) throws Exception {
    if (!settings.ownNetwork()) {
      return playHere(folder, effort);
    }
    OwnNetwork.play(this, folder, effort);
    return Verdict.of(Ledger.read(World.ledgerIn(folder)), expected);
  }

  /** In the network there is. */
  Verdict playHere(Path folder, Effort effort) throws Exception {
    World world = World.start(folder, settings);
    try {
      play.in(world, effort);
    } catch (Exception | AssertionError e) {
      world.close();
      throw e;
    }
    return Settling.settle(world, expected);
  }
}
