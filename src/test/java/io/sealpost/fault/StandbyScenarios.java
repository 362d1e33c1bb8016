package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;

import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.Seen;
import java.util.List;

/** Two brokers of which one stands by; the other is killed in mid-load, and comes back. */
final class StandbyScenarios {
  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "kill-primary-shared-store",
              "Of two brokers with one folder, the one that serves is killed, and comes back.",
              WorldSettings.of(Brokers.SHARED_STORE),
              StandbyScenarios::killPrimary),
          Scenario.of(
              "kill-primary-replication",
              "Of two brokers with a folder each, the one that serves is killed, and comes back.",
              WorldSettings.of(Brokers.REPLICATION),
              StandbyScenarios::killPrimary));

  private StandbyScenarios() {}

  private static void killPrimary(World world, Effort effort) throws Exception {
    for (int round = 0; round < rounds(effort); round++) {
      load(world, effort);
      world.kill(world.broker(), IN_FLIGHT);
      // By the other one alone.
      world.untilQuiet();

      load(world, effort);
      // The first one serves again: the other gives its clients up.
      world.ledger().append(new Fault("failback", IN_FLIGHT));
      world.heal();
      world.untilQuiet();
    }
  }

  private static void load(World world, Effort effort) {
    int before = world.ledger().count(Seen.class);
    world.produce(effort.messagesPerRound());
    world.until("there is load", () -> world.ledger().count(Seen.class) > before);
  }

  /** Each change of the serving broker takes seconds. */
  private static int rounds(Effort effort) {
    return Math.max(1, effort.rounds() / 10);
  }
}
