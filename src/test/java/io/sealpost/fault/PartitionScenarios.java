package io.sealpost.fault;

import java.time.Duration;
import java.util.List;

/** Packets that vanish below TCP, in an {@link OwnNetwork}. */
final class PartitionScenarios {
  private static final Duration TIME = Duration.ofSeconds(8);

  private static final WorldSettings RECEIVER =
      WorldSettings.EMBEDDED
          .inOwnNetwork()
          .activation("connectionTimeout: 3s\nwriteTimeout: 3s\nreadTimeout: 3s");

  private static final WorldSettings BROKER =
      WorldSettings.EXTERNAL
          .inOwnNetwork()
          .brokerOptions("connectionTTL=4000&clientFailureCheckPeriod=2000");

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "receiver-drops-syn",
              "No packet of a new connection reaches the receiver for some seconds.",
              RECEIVER,
              (world, effort) -> dropSyn(world)),
          Scenario.of(
              "partition-receiver",
              "All packets between Sealpost and the receiver are dropped for some seconds.",
              RECEIVER,
              (world, effort) -> part(world, Wire.TO_RECEIVER, true, true)),
          Scenario.of(
              "partition-receiver-there",
              "All packets from Sealpost to the receiver are dropped for some seconds.",
              RECEIVER,
              (world, effort) -> part(world, Wire.TO_RECEIVER, true, false)),
          Scenario.of(
              "partition-receiver-back",
              "All packets from the receiver to Sealpost are dropped for some seconds.",
              RECEIVER,
              (world, effort) -> part(world, Wire.TO_RECEIVER, false, true)),
          Scenario.of(
              "partition-broker",
              "All packets between Sealpost and the broker are dropped until both give up.",
              BROKER,
              (world, effort) -> part(world, Wire.TO_BROKER, true, true)),
          Scenario.of(
              "partition-broker-there",
              "All packets from Sealpost to the broker are dropped until both give up.",
              BROKER,
              (world, effort) -> part(world, Wire.TO_BROKER, true, false)),
          Scenario.of(
              "partition-broker-back",
              "All packets from the broker to Sealpost are dropped until both give up.",
              BROKER,
              (world, effort) -> part(world, Wire.TO_BROKER, false, true)));

  private PartitionScenarios() {}

  private static void part(World world, Wire wire, boolean there, boolean back) throws Exception {
    Load.suffer(
        world,
        "partition",
        // What Sealpost does not send is no request; what is sent back arrives.
        back || wire == Wire.TO_BROKER,
        TIME,
        here -> {
          if (there) {
            wire.dropThere();
          }
          if (back) {
            wire.dropBack();
          }
        },
        here -> {});
  }

  /** Nothing was under way, so nothing may come twice. */
  private static void dropSyn(World world) throws Exception {
    world.untilQuiet();
    Wire.TO_RECEIVER.dropThere();
    world.produce(WorldSettings.IN_FLIGHT);
    Load.untilFailed(world, "connect-timeout: ");
  }
}
