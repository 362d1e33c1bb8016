package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.Queues;
import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.Seen;
import io.sealpost.fault.LedgerEntry.Sent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Disks that are full, and have room again; and that fail. */
final class DiskScenarios {
  private static final int BODY_BYTES = 20_000;

  /** The embedded broker takes no messages below it. */
  private static final int BROKER_WANTS_MEGABYTES = 256;

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "disk-fills-slowly",
              "The broker's disk fills while producers send, and has room again.",
              WorldSettings.EMBEDDED.on(
                  SmallDisk.under("data/broker", BROKER_WANTS_MEGABYTES + 200)),
              DiskScenarios::slowly),
          Scenario.of(
              "disk-full-at-once",
              "The broker's disk is full from one moment to the next, and has room again.",
              WorldSettings.EMBEDDED.on(
                  SmallDisk.under("data/broker", BROKER_WANTS_MEGABYTES + 200)),
              DiskScenarios::atOnce),
          Scenario.of(
              "log-disk-full",
              "The disk of the attempt log is full, and has room again.",
              WorldSettings.EMBEDDED.on(SmallDisk.under("data/attempts", 64)),
              DiskScenarios::logDisk));

  private DiskScenarios() {}

  /** The receiver holds its answers: what was sent stays. */
  private static void slowly(World world, Effort effort) throws Exception {
    SmallDisk disk = world.device(SmallDisk.class);
    world.receiver().follow(Script.always(Reply.OK.after(Duration.ofMillis(50))));
    disk.leave(BROKER_WANTS_MEGABYTES + 10);
    produce(world, messages(effort));
    world.until("producers are held back", () -> heldBack(world));
    int sent = world.ledger().count(Sent.class);
    world.until("what is there is delivered", () -> world.queues().areEmpty(queue -> true));
    assertThat(world.hasProduced()).isFalse();
    disk.giveBack();
    world.until("it takes more", () -> world.ledger().count(Sent.class) > sent);
  }

  private static void atOnce(World world, Effort effort) throws Exception {
    SmallDisk disk = world.device(SmallDisk.class);
    world.receiver().follow(Script.always(Reply.OK.after(Duration.ofMillis(50))));
    int before = world.ledger().count(Seen.class);
    produce(world, messages(effort));
    world.until("there is load", () -> world.ledger().count(Seen.class) > before);
    world.ledger().append(new Fault("disk full", IN_FLIGHT));
    disk.fill();
    assertThat(world.sealpost().awaitExit()).as("exit code").isEqualTo(1);
    assertThat(world.sealpost().log()).contains("#the-embedded-broker-stopped");
    disk.giveBack();
    world.sealpost().start();
    world.sealpost().awaitUp();
  }

  private static void logDisk(World world, Effort effort) throws Exception {
    SmallDisk disk = world.device(SmallDisk.class);
    disk.fill();
    produce(world, messages(effort) / 2);
    world.until(
        "all are delivered",
        () ->
            world.hasProduced()
                && world.queues().named(Queues.delivery(Producer.ACTIVATION)).messages() == 0);
    disk.giveBack();
    produce(world, messages(effort) / 2);
  }

  /** For longer than the broker takes to look at the disk again. */
  private static boolean heldBack(World world) throws Exception {
    int sent = world.ledger().count(Sent.class);
    TimeUnit.SECONDS.sleep(2);
    return sent > 0 && world.ledger().count(Sent.class) == sent && !world.hasProduced();
  }

  /** Enough to fill what is left of the disk. */
  private static int messages(Effort effort) {
    return Math.max(3_000, effort.messages());
  }

  private static void produce(World world, int messages) {
    world.produce(
        world.producer().send(messages, (id, number) -> Producer.attributes(id, BODY_BYTES)));
  }
}
