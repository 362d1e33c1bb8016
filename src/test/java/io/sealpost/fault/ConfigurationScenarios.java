package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.Queues;
import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The configuration is edited while messages are in flight. */
final class ConfigurationScenarios {
  private static final int MESSAGES = 100;

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "configuration-broken",
              "Files are cut in half, and gone, under load: what was in force goes on.",
              WorldSettings.EMBEDDED,
              (world, effort) -> broken(world)),
          Scenario.of(
              "activation-removed",
              "An activation's file goes under load, Sealpost is killed, and the file comes back.",
              WorldSettings.EMBEDDED,
              (world, effort) -> removed(world)),
          Scenario.of(
              "activation-given-up",
              "What waits for a removed activation is given up; it comes back, the dead are"
                  + " replayed.",
              WorldSettings.EMBEDDED,
              (world, effort) -> givenUp(world)),
          Scenario.of(
              "prefix-changed",
              "The endpoint moves to another URL prefix under load; the dead are replayed.",
              WorldSettings.EMBEDDED,
              (world, effort) -> moved(world)),
          Scenario.of(
              "secret-rotated",
              "The signing secret is rotated under load, by way of both.",
              WorldSettings.EMBEDDED,
              (world, effort) -> rotated(world)));

  private ConfigurationScenarios() {}

  private static void broken(World world) throws Exception {
    Edits edits = new Edits(world);
    Path activation = edits.activation(Producer.ACTIVATION);
    Path connection = edits.connection();
    String good = Files.readString(activation);
    Load.begin(world);
    edits.refused(() -> Files.writeString(activation, good.substring(0, good.length() / 2)));
    goesOn(world);
    edits.save(activation, good);
    String signed = Files.readString(connection);
    Load.begin(world);
    edits.refused(() -> Files.delete(connection));
    goesOn(world);
    edits.save(connection, signed);
    Load.begin(world);
    edits.reload(() -> edits.replace(activation, "backoff: 300ms", "backoff: 400ms"));
    goesOn(world);
  }

  /** Also for messages that come only now. */
  private static void goesOn(World world) {
    world.produce(MESSAGES);
    world.untilQuiet();
    assertThat(world.sealpost().isAlive()).isTrue();
  }

  /** Among them some that wait for a retry. */
  private static void removed(World world) throws Exception {
    Edits edits = new Edits(world);
    Path file = edits.activation(Producer.ACTIVATION);
    String yaml = Files.readString(file);
    Load.begin(world);
    world.receiver().follow(Script.firstAttempt(Reply.of(503), Reply.OK));
    orphan(world, file);
    int seen = world.ledger().count(Seen.class);
    world.kill(world.sealpost(), 0);
    world.heal();
    world.produce(MESSAGES);
    world.until(
        "nobody is there to take what comes now",
        () -> world.queues().named(Queues.DEAD).messages() == MESSAGES);
    assertThat(world.ledger().count(Seen.class)).as("nothing went out").isEqualTo(seen);
    edits.save(file, yaml);
    world.untilQuiet();
    world.sealpost().operate("dead", "replay", "--reason", "no-activation");
  }

  private static void givenUp(World world) throws Exception {
    Edits edits = new Edits(world);
    Path file = edits.activation(Producer.ACTIVATION);
    String yaml = Files.readString(file);
    Load.begin(world);
    orphan(world, file);
    world.sealpost().operate("dead", "add", "--activation", Producer.ACTIVATION);
    world.untilQuiet();
    assertThat(world.queues().named(Queues.DEAD).messages()).as("given up").isPositive();
    edits.save(file, yaml);
    world.until("it is served", () -> world.queues().named(Load.QUEUE).consumers() > 0);
    world.sealpost().operate("dead", "replay", "--reason", "activation-removed");
  }

  /** Calls in flight come to their end; what has not begun waits. */
  private static void orphan(World world, Path file) throws Exception {
    world.until("all is sent and dispatched", () -> isDispatched(world));
    Files.delete(file);
    world.until("nobody serves it", () -> world.queues().named(Load.QUEUE).consumers() == 0);
    assertThat(world.queues().named(Load.QUEUE).messages()).as("waiting").isPositive();
  }

  private static boolean isDispatched(World world) throws Exception {
    return world.hasProduced() && world.queues().named(Queues.ACTIVATIONS).messages() == 0;
  }

  private static void moved(World world) throws Exception {
    Edits edits = new Edits(world);
    AtomicInteger refused = new AtomicInteger();
    Load.begin(world);
    world
        .receiver()
        .follow(
            request -> {
              if (request.path().startsWith("/v2/")) {
                return Reply.OK;
              }
              refused.incrementAndGet();
              return Reply.of(404);
            });
    world.produce(MESSAGES);
    world.until("some are dead of it", () -> refused.get() > IN_FLIGHT);
    String origin = "https://localhost:" + world.receiverLine().port() + "/";
    // By itself it leaves the activation outside.
    edits.refused(() -> edits.replace(edits.connection(), origin, origin + "v2/"));
    edits.reload(
        () -> edits.replace(edits.activation(Producer.ACTIVATION), origin, origin + "v2/"));
    world.produce(MESSAGES);
    world.untilQuiet();
    int before = refused.get();
    assertThat(world.queues().named(Queues.DEAD).messages()).isEqualTo(before);
    // Their attempts count from 1 again.
    world.ledger().append(new Fault("replay", before));
    world.sealpost().operate("dead", "replay", "--reason", "http-status");
    world.produce(MESSAGES);
    world.untilQuiet();
    assertThat(refused.get()).as("none goes where it was").isEqualTo(before);
  }

  /** As docs/signatures.md has it: the receiver learns the next before the old one goes. */
  private static void rotated(World world) throws Exception {
    Edits edits = new Edits(world);
    String old = "\"" + WireSignature.SECRET + "\"";
    String next = "\"" + WireSignature.NEXT_SECRET + "\"";
    Load.begin(world);
    world.receiver().trust(WireSignature.SECRET, WireSignature.NEXT_SECRET);
    edits.reload(() -> edits.replace(edits.connection(), old, next + ", " + old));
    goesOn(world);
    world.receiver().trust(WireSignature.NEXT_SECRET);
    Load.begin(world);
    edits.reload(() -> edits.replace(edits.connection(), next + ", " + old, next));
    goesOn(world);
    Load.begin(world);
  }
}
