package io.sealpost.fault;

import java.util.List;

/** Without a fault: then nothing comes twice. */
final class QuietScenarios {
  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "no-fault",
              "Nothing. Each message comes once.",
              WorldSettings.EXTERNAL,
              QuietScenarios::sendAll),
          Scenario.of(
              "no-fault-embedded",
              "Nothing, with the embedded broker. Each message comes once.",
              WorldSettings.EMBEDDED,
              QuietScenarios::sendAll),
          Scenario.of(
              "no-fault-but-503",
              "Every first attempt is answered 503, and every second 200.",
              WorldSettings.EMBEDDED,
              (world, effort) -> {
                world.receiver().follow(Script.firstAttempt(Reply.of(503), Reply.OK));
                sendAll(world, effort);
                world.untilQuiet();
              }));

  private QuietScenarios() {}

  private static void sendAll(World world, Effort effort) {
    world.produce(effort.messages());
  }
}
