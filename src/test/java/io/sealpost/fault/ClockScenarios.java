package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.Queues;
import io.sealpost.fault.LedgerEntry.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The wall clock jumps while retries are scheduled. */
final class ClockScenarios {
  /** Longer than it takes to make the step, and to look at the queue. */
  private static final Duration BACKOFF = Duration.ofSeconds(5);

  private static final String RETRIES = "backoff: " + BACKOFF.toSeconds() + "s\nretryLimit: 20";

  private static final WorldSettings SETTINGS =
      WorldSettings.EMBEDDED.activation(RETRIES).on(StepClock::in);

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "clock-an-hour-on",
              "The clock jumps an hour ahead. Each retry comes, and comes once.",
              SETTINGS,
              // What was scheduled before comes early.
              (world, effort) -> jump(world, effort, Duration.ofHours(1), Duration.ZERO)),
          back("clock-an-hour-back", "an hour", Duration.ofHours(-1)),
          back("clock-two-days-back", "two days", Duration.ofDays(-2)),
          Scenario.of(
              "clock-apart",
              "Sealpost's clock jumps an hour back, and the broker's does not. Each retry comes at"
                  + " its time.",
              WorldSettings.EXTERNAL.activation(RETRIES).on(StepClock::in),
              (world, effort) -> jump(world, effort, Duration.ofHours(-1), BACKOFF)));

  private ClockScenarios() {}

  private static Scenario back(String name, String howFar, Duration ahead) {
    return Scenario.of(
        name,
        "The clock jumps " + howFar + " back. Each retry comes, once, and after its backoff.",
        SETTINGS,
        (world, effort) -> jump(world, effort, ahead, BACKOFF));
  }

  /**
   * When some have failed, and wait for another attempt.
   *
   * @param least between two attempts
   */
  private static void jump(World world, Effort effort, Duration ahead, Duration least)
      throws Exception {
    int messages = Math.min(effort.messages(), 200);
    Set<String> attempts = failTwice(world, least);
    world.produce(messages);
    world.until("all have failed once", () -> attempts.size() >= messages);
    world.until(
        "retries are scheduled",
        () -> world.queues().named(Queues.delivery(Producer.ACTIVATION)).scheduled() > 0);
    world.receiver().followClock(ahead);
    world.device(StepClock.class).step(ahead);
    world.produce(messages);
    world.until("all have come three times", () -> attempts.size() == 2 * 3 * messages);
    world.untilQuiet();
    assertThat(world.ledger().count(Seen.class)).as("requests").isEqualTo(attempts.size());
  }

  /** Returns what comes, by message and attempt. */
  private static Set<String> failTwice(World world, Duration least) {
    Set<String> attempts = ConcurrentHashMap.newKeySet();
    world
        .receiver()
        .follow(
            request -> {
              attempts.add(request.message() + " " + request.attempt());
              return request.attempt().equals("3") ? Reply.OK : Reply.of(503).andRest(least);
            });
    return attempts;
  }
}
