package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;

import io.sealpost.fault.LedgerEntry.Fault;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Bad lines from Sealpost to its receiver and to its broker: {@link TcpProxy}. */
final class LineScenarios {
  /** Longer than any limit below, so that Sealpost gives up. */
  private static final Duration HELD = Duration.ofSeconds(6);

  private static final WorldSettings RECEIVER =
      WorldSettings.EMBEDDED.activation("connectionTimeout: 3s\nwriteTimeout: 3s\nreadTimeout: 3s");

  private static final WorldSettings BROKER =
      WorldSettings.EXTERNAL.brokerOptions("connectionTTL=4000&clientFailureCheckPeriod=2000");

  private static final LineQuality SLOW =
      LineQuality.PERFECT.latency(Duration.ofMillis(20)).bytesPerSecond(100_000);

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "receiver-line-slow",
              "To the receiver everything takes 20 ms more, at 100 KB a second.",
              WorldSettings.EMBEDDED,
              (world, effort) -> carry(world, World::receiverLine, SLOW)),
          Scenario.of(
              "receiver-line-in-bytes",
              "To the receiver every byte goes by itself.",
              WorldSettings.EMBEDDED,
              (world, effort) ->
                  carry(world, World::receiverLine, LineQuality.PERFECT.sliceBytes(1))),
          Scenario.of(
              "receiver-line-breaks",
              "Every connection to the receiver breaks within the third request or so.",
              WorldSettings.EMBEDDED,
              (world, effort) ->
                  carry(world, World::receiverLine, LineQuality.PERFECT.limitBytes(6000))),
          Scenario.of(
              "receiver-line-resets",
              "All connections to the receiver are reset, again and again.",
              WorldSettings.EMBEDDED,
              (world, effort) -> reset(world, effort, World::receiverLine)),
          Scenario.of(
              "receiver-line-held",
              "Nothing passes between Sealpost and the receiver for some seconds.",
              RECEIVER,
              (world, effort) ->
                  hold(
                      world,
                      World::receiverLine,
                      true,
                      List.of(TcpProxy::hold, TcpProxy::holdReplies))),
          Scenario.of(
              "receiver-line-held-there",
              "Nothing passes from Sealpost to the receiver for some seconds; answers do.",
              RECEIVER,
              (world, effort) -> hold(world, World::receiverLine, false, List.of(TcpProxy::hold))),
          Scenario.of(
              "receiver-line-held-back",
              "No answer of the receiver passes for some seconds; requests do.",
              RECEIVER,
              (world, effort) ->
                  hold(world, World::receiverLine, true, List.of(TcpProxy::holdReplies))),
          Scenario.of(
              "broker-line-slow",
              "To the broker everything takes 20 ms more, at 100 KB a second.",
              WorldSettings.EXTERNAL,
              (world, effort) -> carry(world, World::brokerLine, SLOW)),
          Scenario.of(
              "broker-line-in-bytes",
              "To the broker every byte goes by itself.",
              WorldSettings.EXTERNAL,
              (world, effort) ->
                  carry(world, World::brokerLine, LineQuality.PERFECT.sliceBytes(1))),
          Scenario.of(
              "broker-line-resets",
              "All connections to the broker are reset, again and again.",
              BROKER,
              (world, effort) -> reset(world, effort, World::brokerLine)),
          Scenario.of(
              "broker-line-held",
              "Nothing passes between Sealpost and the broker until both have given up.",
              BROKER,
              (world, effort) ->
                  hold(
                      world,
                      World::brokerLine,
                      true,
                      List.of(TcpProxy::hold, TcpProxy::holdReplies))),
          Scenario.of(
              "broker-line-held-there",
              "Nothing passes from Sealpost to the broker until both have given up.",
              BROKER,
              (world, effort) -> hold(world, World::brokerLine, true, List.of(TcpProxy::hold))),
          Scenario.of(
              "broker-line-held-back",
              "Nothing passes from the broker to Sealpost until both have given up.",
              BROKER,
              (world, effort) ->
                  hold(world, World::brokerLine, true, List.of(TcpProxy::holdReplies))));

  private LineScenarios() {}

  /** One of the holds of a line. */
  @FunctionalInterface
  private interface Hold {
    void of(TcpProxy line);
  }

  /** No answer gets lost, so nothing comes twice. */
  private static void carry(World world, Function<World, TcpProxy> line, LineQuality quality) {
    line.apply(world).carry(quality);
    Load.begin(world);
    world.receiver().follow(Script.OK);
    world.untilQuiet();
  }

  private static void reset(World world, Effort effort, Function<World, TcpProxy> line)
      throws Exception {
    for (int round = 0; round < Math.max(3, effort.rounds() / 5); round++) {
      Load.begin(world);
      world.ledger().append(new Fault("reset", IN_FLIGHT));
      line.apply(world).reset();
    }
    world.heal();
  }

  /** What was held back is lost: it is cut off before the end. */
  private static void hold(
      World world, Function<World, TcpProxy> line, boolean loses, List<Hold> holds)
      throws Exception {
    Load.suffer(
        world,
        "hold",
        loses,
        HELD,
        here -> holds.forEach(hold -> hold.of(line.apply(here))),
        here -> line.apply(here).cut());
  }
}
