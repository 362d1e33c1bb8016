package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;

import io.sealpost.fault.LedgerEntry.Acked;
import io.sealpost.fault.LedgerEntry.Seen;
import io.sealpost.fault.LedgerEntry.Sent;
import java.util.List;
import java.util.Random;

/** SIGKILL, at moments that are chosen and at any. */
final class KillScenarios {
  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "kill-sealpost",
              "Sealpost is killed under load, at random moments.",
              WorldSettings.EXTERNAL,
              (world, effort) -> atRandom(world, effort, Seen.class, List.of(world.sealpost()))),
          Scenario.of(
              "kill-sealpost-embedded",
              "Sealpost and its embedded broker, one process, are killed at random moments.",
              WorldSettings.EMBEDDED,
              (world, effort) -> atRandom(world, effort, Seen.class, List.of(world.sealpost()))),
          Scenario.of(
              "kill-broker-in-sends",
              "The broker is killed while the producer sends.",
              WorldSettings.EXTERNAL,
              (world, effort) -> atRandom(world, effort, Sent.class, List.of(world.broker()))),
          Scenario.of(
              "kill-broker-in-receives",
              "The broker is killed while Sealpost takes messages and makes requests of them.",
              WorldSettings.EXTERNAL,
              (world, effort) -> atRandom(world, effort, Seen.class, List.of(world.broker()))),
          Scenario.of(
              "kill-broker-in-commits",
              "The broker is killed while Sealpost commits what was just answered.",
              WorldSettings.EXTERNAL,
              (world, effort) -> atRandom(world, effort, Acked.class, List.of(world.broker()))),
          Scenario.of(
              "kill-both",
              "Sealpost and the broker are killed at the same random moments.",
              WorldSettings.EXTERNAL,
              (world, effort) ->
                  atRandom(world, effort, Seen.class, List.of(world.sealpost(), world.broker()))));

  private KillScenarios() {}

  /**
   * Each round has messages of its own, and its kills when a random number of them has come: in the
   * midst of the others, however quick the machine is.
   */
  private static void atRandom(
      World world, Effort effort, Class<? extends LedgerEntry> event, List<ChildProcess> victims)
      throws Exception {
    Random random = new Random(effort.seed());
    for (int round = 0; round < effort.rounds(); round++) {
      int moment =
          world.ledger().count(event) + 1 + random.nextInt(effort.messagesPerRound() * 3 / 4);
      world.produce(effort.messagesPerRound());
      world.until("there is load to kill in", () -> world.ledger().count(event) >= moment);
      for (ChildProcess victim : victims) {
        world.kill(victim, IN_FLIGHT);
      }
      world.heal();
    }
  }
}
