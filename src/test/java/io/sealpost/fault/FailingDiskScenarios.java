package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.fault.LedgerEntry.Doubt;
import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.Seen;
import java.time.Duration;
import java.util.List;

/** Disks that fail under the journal: what a system call says, strace makes up. */
final class FailingDiskScenarios {
  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "sync-fails",
              "Under load no force onto the disk succeeds (EIO): the embedded broker stops, and"
                  + " Sealpost ends.",
              WorldSettings.EMBEDDED,
              (world, effort) -> embedded(world, effort, FailingDiskScenarios::sync)),
          Scenario.of(
              "write-fails",
              "Under load no write to the journal succeeds (ENOSPC): the embedded broker stops,"
                  + " and Sealpost ends.",
              WorldSettings.EMBEDDED,
              (world, effort) -> embedded(world, effort, FailingDiskScenarios::writes)),
          Scenario.of(
              "broker-sync-fails",
              "Under load no force onto the broker's disk succeeds (EIO).",
              WorldSettings.EXTERNAL,
              (world, effort) -> beside(world, effort, FailingDiskScenarios::sync)),
          Scenario.of(
              "broker-write-fails",
              "Under load no write to the broker's journal succeeds (ENOSPC).",
              WorldSettings.EXTERNAL,
              (world, effort) -> beside(world, effort, FailingDiskScenarios::writes)));

  private FailingDiskScenarios() {}

  /** What fails from now on. */
  @FunctionalInterface
  private interface Failure {
    FailingCalls in(World world) throws Exception;
  }

  private static FailingCalls sync(World world) throws Exception {
    return FailingCalls.sync(world.broker(), world.data().toAbsolutePath().getParent());
  }

  private static FailingCalls writes(World world) throws Exception {
    return FailingCalls.writes(
        world.broker(),
        world.data().toAbsolutePath().getParent(),
        world.brokerFolder().resolve("journal"));
  }

  private static void embedded(World world, Effort effort, Failure failure) throws Exception {
    int doubt = begin(world, effort);
    try (FailingCalls failing = failure.in(world)) {
      world.until("a call has failed", failing::haveFailed);
      assertThat(world.sealpost().awaitExit()).as("exit code").isEqualTo(1);
    }
    assertThat(world.sealpost().log())
        .containsOnlyOnce("sealpost: the embedded broker stopped")
        .contains("#the-embedded-broker-stopped");
    untilInDoubt(world, doubt);
    world.sealpost().start();
    world.sealpost().awaitUp();
  }

  /** That broker has no watchdog: whether it ends, is for its own service to say. */
  private static void beside(World world, Effort effort, Failure failure) throws Exception {
    int doubt = begin(world, effort);
    try (FailingCalls failing = failure.in(world)) {
      world.until("a call has failed", failing::haveFailed);
      untilInDoubt(world, doubt);
      Load.untilFailed(world, "docs/troubleshooting.md#the-broker-is-gone");
    }
    world.kill(world.broker(), IN_FLIGHT);
    world.heal();
  }

  /** Returns how many sends had thrown; more are under way. */
  private static int begin(World world, Effort effort) {
    int before = world.ledger().count(Seen.class);
    world.receiver().follow(Script.always(Reply.OK.after(Duration.ofMillis(50))));
    world.produce(Math.max(1_000, effort.messages()));
    world.until("there is load", () -> world.ledger().count(Seen.class) > before + IN_FLIGHT);
    world.ledger().append(new Fault("disk fails", IN_FLIGHT));
    return world.ledger().count(Doubt.class);
  }

  private static void untilInDoubt(World world, int before) {
    world.until("sends throw", () -> world.ledger().count(Doubt.class) > before);
  }
}
