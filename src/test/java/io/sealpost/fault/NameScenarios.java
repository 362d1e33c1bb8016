package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.Queues;
import io.sealpost.fault.LedgerEntry.Seen;
import java.util.List;

/**
 * Name services that fail, hang and lie: {@link NameServer}. The JVM asks it every time, which it
 * does not by itself: it keeps what it has heard for 30 seconds.
 */
final class NameScenarios {
  private static final int MESSAGES = 40;

  private static final WorldSettings ASKING =
      WorldSettings.EMBEDDED
          .inOwnNetwork()
          .activation("connectionTimeout: 2s")
          .environment(
              "SEALPOST_JAVA_OPTS",
              "-Xmx512m -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0");

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "name-fails",
              "The name service answers SERVFAIL for the receiver, then its address.",
              ASKING,
              (world, effort) ->
                  unresolved(world, "dns-failed", () -> world.network().names().fail())),
          Scenario.of(
              "name-hangs",
              "The name service does not answer for the receiver, then it does.",
              ASKING,
              (world, effort) ->
                  unresolved(world, "connect-timeout", () -> world.network().names().hang())),
          Scenario.of(
              "name-rebound",
              "The receiver's name leads to an allowed address, then inside: refused, replayed.",
              ASKING.connection("allowAddresses: [" + Wire.TO_RECEIVER.address() + "/32]"),
              (world, effort) -> rebound(world)));

  private NameScenarios() {}

  private static void unresolved(World world, String reason, Runnable fault) {
    fault.run();
    world.produce(MESSAGES);
    Load.untilFailed(world, reason + ": ");
    assertThat(world.ledger().count(Seen.class)).as("no request got through").isZero();
  }

  /** Inside listens what listens at the allowed address, and would take the requests. */
  private static void rebound(World world) throws Exception {
    world.produce(MESSAGES);
    world.untilQuiet();
    world.network().names().resolveTo("127.0.0.1");
    // A kept connection needs no name.
    world.receiverLine().cut();
    world.produce(MESSAGES);
    world.until("all are sent", world::hasProduced);
    world.until(
        "the later ones are dead", () -> world.queues().named(Queues.DEAD).messages() == MESSAGES);
    assertThat(world.ledger().count(Seen.class)).as("none came again").isEqualTo(MESSAGES);

    world.heal();
    world.sealpost().operate("dead", "replay", "--reason", "address-refused");
    world.untilQuiet();
  }
}
