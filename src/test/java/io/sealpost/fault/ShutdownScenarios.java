package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;

import io.sealpost.fault.LedgerEntry.Seen;
import io.sealpost.fault.Reply.End;
import java.time.Duration;
import java.util.List;

/** SIGTERM under load, as an orchestrator stops a process. */
final class ShutdownScenarios {
  private static final Duration CALL = Duration.ofMillis(300);

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "terminate-sealpost",
              "Sealpost is ended (SIGTERM) while its calls take 300 ms: they finish, none comes"
                  + " twice.",
              WorldSettings.EXTERNAL,
              (world, effort) -> terminate(world, effort, slowly(), 0)),
          Scenario.of(
              "terminate-sealpost-embedded",
              "The same with the embedded broker, which ends behind the last commit.",
              WorldSettings.EMBEDDED,
              (world, effort) -> terminate(world, effort, slowly(), 0)),
          Scenario.of(
              "terminate-in-hanging-calls",
              "Sealpost is ended while its calls hang: what is in flight at the limit (2 s here)"
                  + " is rolled back.",
              WorldSettings.EXTERNAL.environment(
                  "SEALPOST_JAVA_OPTS", "-Xmx512m -Dcamel.main.shutdownTimeout=2"),
              (world, effort) ->
                  terminate(world, effort, Script.always(Reply.none(End.HANG)), IN_FLIGHT)),
          Scenario.of(
              "terminate-before-retries",
              "Sealpost is ended while all wait for a retry in 20 s: it does not wait for them.",
              WorldSettings.EXTERNAL.activation("backoff: 20s"),
              (world, effort) -> terminate(world, effort, Script.always(Reply.of(503)), 0)));

  private ShutdownScenarios() {}

  private static void terminate(World world, Effort effort, Script script, int mayRepeat)
      throws Exception {
    for (int round = 0; round < rounds(effort); round++) {
      int before = world.ledger().count(Seen.class);
      world.receiver().follow(script);
      world.produce(effort.messagesPerRound());
      world.until(
          "calls are in flight", () -> world.ledger().count(Seen.class) >= before + IN_FLIGHT);
      world.terminateSealpost(mayRepeat);
      world.heal();
      world.untilQuiet();
    }
  }

  private static Script slowly() {
    return Script.always(Reply.OK.after(CALL));
  }

  /** Each is followed by a start and a calm. */
  private static int rounds(Effort effort) {
    return Math.max(1, effort.rounds() / 5);
  }
}
