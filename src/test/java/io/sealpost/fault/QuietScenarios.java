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
          new Scenario(
              "no-fault-but-503",
              "A quarter of the first attempts is answered 503, and delivered by the second.",
              WorldSettings.EMBEDDED,
              Expected.ALL_DELIVERED,
              (world, effort) -> {
                world.receiver().follow(Script.firstAttempt(Reply.of(503), Reply.OK));
                sendAll(world, effort);
                world.until("all is sent", world::hasProduced);
                world.until(
                    "as many are delivered",
                    () ->
                        world.ledger().count(LedgerEntry.Acked.class)
                            >= world.ledger().count(LedgerEntry.Sent.class));
              }));

  private QuietScenarios() {}

  private static void sendAll(World world, Effort effort) {
    world.produce(effort.messages());
  }
}
