package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.Queues;
import io.sealpost.fault.LedgerEntry.Acked;
import io.sealpost.fault.LedgerEntry.Seen;
import io.sealpost.fault.Reply.End;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * SIGKILL at named points of a delivery. A line or the receiver holds the process there, so that
 * the product has no part in it; each round proves that its point was hit.
 */
final class KillPointScenarios {
  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "kill-before-send",
              "Sealpost is killed when it has sent its requests, and none has arrived.",
              WorldSettings.EXTERNAL,
              (world, effort) -> rounds(effort, () -> beforeSend(world))),
          Scenario.of(
              "kill-after-send",
              "Sealpost is killed when its requests have arrived, and none is answered.",
              WorldSettings.EXTERNAL,
              (world, effort) -> rounds(effort, () -> afterSend(world))),
          Scenario.of(
              "kill-before-commit",
              "Sealpost is killed when it has its answers, before their commits arrive.",
              WorldSettings.EXTERNAL,
              (world, effort) -> rounds(effort, () -> beforeCommit(world, World::sealpost))),
          Scenario.of(
              "kill-in-commit",
              "Sealpost is killed when the broker has committed, and Sealpost does not know yet.",
              WorldSettings.EXTERNAL,
              (world, effort) -> rounds(effort, () -> inCommit(world, World::sealpost))),
          Scenario.of(
              "kill-broker-before-commit",
              "The broker is killed when a message is answered, before its commit arrives.",
              WorldSettings.EXTERNAL,
              (world, effort) -> rounds(effort, () -> beforeCommit(world, World::broker))),
          Scenario.of(
              "kill-broker-in-commit",
              "The broker is killed when it has committed, and Sealpost does not know yet.",
              WorldSettings.EXTERNAL,
              (world, effort) -> rounds(effort, () -> inCommit(world, World::broker))));

  private static final String QUEUE = Queues.delivery(Producer.ACTIVATION);

  private KillPointScenarios() {}

  /** Up to a kill at the point, and to rest again. */
  @FunctionalInterface
  private interface Round {
    void play() throws Exception;
  }

  /** Each begins with nothing under way; more of them show nothing new. */
  private static void rounds(Effort effort, Round round) throws Exception {
    for (int i = 0; i < Math.max(1, effort.rounds() / 10); i++) {
      round.play();
    }
  }

  private static void beforeSend(World world) throws Exception {
    int seen = world.ledger().count(Seen.class);
    world.receiverLine().hold();
    world.produce(IN_FLIGHT);
    world.until("requests are on the line", () -> world.receiverLine().heldBytes() > 0);
    world.kill(world.sealpost(), 0);
    world.receiverLine().cut();
    assertThat(world.ledger().count(Seen.class)).as("nothing arrived").isEqualTo(seen);
    world.heal();
    world.untilQuiet();
  }

  private static void afterSend(World world) throws Exception {
    int seen = world.ledger().count(Seen.class);
    CountDownLatch killed = new CountDownLatch(1);
    world
        .receiver()
        .follow(
            request -> {
              killed.await();
              return Reply.none(End.CLOSE);
            });
    world.produce(IN_FLIGHT);
    world.until("all are seen", () -> world.ledger().count(Seen.class) == seen + IN_FLIGHT);
    world.kill(world.sealpost(), IN_FLIGHT);
    killed.countDown();
    world.heal();
    world.untilQuiet();
  }

  private static void beforeCommit(World world, Function<World, ChildProcess> victim)
      throws Exception {
    int acked = world.ledger().count(Acked.class);
    world
        .receiver()
        .follow(
            request -> {
              world.brokerLine().hold();
              return Reply.OK;
            });
    world.produce(IN_FLIGHT);
    world.until(
        "what follows from an answer is on the line",
        () -> world.ledger().count(Acked.class) > acked && world.brokerLine().heldBytes() > 0);
    world.kill(victim.apply(world), IN_FLIGHT);
    world.brokerLine().cut();
    world.heal();
    world.untilQuiet();
    assertThat(world.ledger().count(Acked.class))
        .as("what was answered came again")
        .isGreaterThan(acked + IN_FLIGHT);
  }

  /** One message: nothing else is on its way when it is over. */
  private static void inCommit(World world, Function<World, ChildProcess> victim) throws Exception {
    int acked = world.ledger().count(Acked.class);
    world
        .receiver()
        .follow(
            request -> {
              world.brokerLine().holdRepliesFromCommit();
              return Reply.OK;
            });
    world.produce(1);
    world.until(
        "it is answered, and the broker has committed",
        () ->
            world.ledger().count(Acked.class) > acked
                && world.queues().named(QUEUE).messages() == 0);
    world.kill(victim.apply(world), 0);
    world.brokerLine().cut();
    world.heal();
    world.untilQuiet();
    assertThat(world.ledger().count(Acked.class)).as("it came once").isEqualTo(acked + 1);
  }
}
