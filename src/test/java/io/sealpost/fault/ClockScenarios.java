package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.Queues;
import io.sealpost.fault.LedgerEntry.Acked;
import io.sealpost.fault.LedgerEntry.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The wall clock jumps while retries are scheduled. */
final class ClockScenarios {
  /** Longer than it takes to make the step, and to look at the queue. */
  private static final String RETRIES = "backoff: 5s\nretryLimit: 20";

  private static final WorldSettings SETTINGS =
      WorldSettings.EMBEDDED.activation(RETRIES).on(StepClock::in);

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "clock-an-hour-on",
              "The clock jumps an hour ahead. Each retry comes, and comes once.",
              SETTINGS,
              (world, effort) -> ahead(world, messages(effort), Duration.ofHours(1))),
          back("clock-an-hour-back", "an hour", Duration.ofHours(-1)),
          back("clock-two-days-back", "two days", Duration.ofDays(-2)));

  private ClockScenarios() {}

  private static Scenario back(String name, String howFar, Duration ahead) {
    return new Scenario(
        name,
        "The clock jumps "
            + howFar
            + " back. Retries already scheduled wait that much longer; others go on.",
        SETTINGS,
        new Expected(List.of(), true),
        (world, effort) -> back(world, messages(effort), ahead));
  }

  private static void ahead(World world, int messages, Duration ahead) throws Exception {
    Set<String> attempts = failTwice(world);
    step(world, messages, ahead, attempts);
    world.until("all have come three times", () -> attempts.size() == 3 * messages);
    world.untilQuiet();
    assertThat(world.ledger().count(Seen.class)).as("requests").isEqualTo(3 * messages);
  }

  private static void back(World world, int messages, Duration ahead) throws Exception {
    Set<String> attempts = failTwice(world);
    step(world, messages, ahead, attempts);
    int acked = world.ledger().count(Acked.class);
    world.produce(messages);
    world.until(
        "new ones have come three times",
        () -> world.ledger().count(Acked.class) >= acked + messages);
    assertThat(world.ledger().count(Seen.class)).as("requests").isEqualTo(attempts.size());
  }

  private static int messages(Effort effort) {
    return Math.min(effort.messages(), 200);
  }

  /** Returns what comes, by message and attempt. */
  private static Set<String> failTwice(World world) {
    Set<String> attempts = ConcurrentHashMap.newKeySet();
    world
        .receiver()
        .follow(
            request -> {
              attempts.add(request.message() + " " + request.attempt());
              return request.attempt().equals("3") ? Reply.OK : Reply.of(503);
            });
    return attempts;
  }

  /** When all have failed once, and wait for another attempt. */
  private static void step(World world, int messages, Duration ahead, Set<String> attempts)
      throws Exception {
    world.produce(messages);
    world.until("all have failed once", () -> attempts.size() >= messages);
    world.until(
        "retries are scheduled",
        () -> world.queues().named(Queues.delivery(Producer.ACTIVATION)).scheduled() > 0);
    world.receiver().followClock(ahead);
    world.device(StepClock.class).step(ahead);
  }
}
