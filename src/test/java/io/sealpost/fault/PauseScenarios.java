package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;

import io.sealpost.fault.LedgerEntry.Seen;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** SIGSTOP for longer than the broker keeps a connection that says nothing. */
final class PauseScenarios {
  private static final Duration TTL = Duration.ofSeconds(4);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final String OPTIONS =
      "connectionTTL=" + TTL.toMillis() + "&clientFailureCheckPeriod=" + TTL.toMillis() / 2;

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "stop-sealpost",
              "Sealpost is stopped (SIGSTOP) until the broker has given up its connection.",
              WorldSettings.EXTERNAL.brokerOptions(OPTIONS),
              (world, effort) -> stop(world, effort, World::sealpost)),
          Scenario.of(
              "stop-broker",
              "The broker is stopped (SIGSTOP) until its clients have given up.",
              WorldSettings.EXTERNAL.brokerOptions(OPTIONS),
              (world, effort) -> stop(world, effort, World::broker)),
          Scenario.of(
              "stop-sealpost-embedded",
              "Sealpost and its embedded broker are stopped until the producer has given up.",
              WorldSettings.EMBEDDED.brokerOptions(OPTIONS),
              (world, effort) -> stop(world, effort, World::sealpost)));

  private PauseScenarios() {}

  private static void stop(World world, Effort effort, Function<World, ChildProcess> victim)
      throws Exception {
    for (int round = 0; round < rounds(effort); round++) {
      int before = world.ledger().count(Seen.class);
      world.produce(effort.messagesPerRound());
      world.until("there is load", () -> world.ledger().count(Seen.class) > before);
      world.pause(victim.apply(world), IN_FLIGHT);
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      world.heal();
    }
  }

  /** Each takes ten seconds. */
  private static int rounds(Effort effort) {
    return Math.max(1, effort.rounds() / 10);
  }
}
