package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;

import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.Seen;
import io.sealpost.fault.Reply.End;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Receivers that refuse, ignore, close, break off and put off. */
final class ReceiverScenarios {
  private static final Duration OUTAGE = Duration.ofSeconds(4);
  private static final Duration BACKOFF = Duration.ofMillis(300);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(4);

  private static final WorldSettings SHORT_CONNECTS =
      WorldSettings.EMBEDDED.activation("connectionTimeout: 2s");

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "receiver-refuses",
              "The receiver's port is closed for some seconds.",
              WorldSettings.EMBEDDED,
              (world, effort) -> outage(world, "connect-refused", TcpProxy::refuse)),
          Scenario.of(
              "receiver-ignores",
              "The receiver accepts nobody for some seconds, and its backlog is full.",
              SHORT_CONNECTS,
              (world, effort) -> outage(world, "connect-timeout", TcpProxy::ignore)),
          Scenario.of(
              "receiver-flaps",
              "The receiver's port is closed for every other second.",
              WorldSettings.EMBEDDED,
              ReceiverScenarios::flap),
          Scenario.of(
              "receiver-closes-idle",
              "The receiver closes each connection behind its answer, and does not say so.",
              WorldSettings.EMBEDDED,
              (world, effort) -> answer(world, Reply.OK.then(End.CLOSE))),
          Scenario.of(
              "receiver-resets-next",
              "The receiver resets a connection when the next request on it begins.",
              WorldSettings.EMBEDDED,
              (world, effort) -> answer(world, Reply.OK.then(End.RESET_NEXT))),
          Scenario.of(
              "receiver-closes-unanswered",
              "The receiver closes or resets kept connections when it has read a request.",
              WorldSettings.EMBEDDED,
              (world, effort) -> answerFirst(world, Reply.none(End.CLOSE), Reply.none(End.RESET))),
          Scenario.of(
              "receiver-cuts-headers",
              "A first answer ends, or is reset, in the middle of its headers.",
              WorldSettings.EMBEDDED,
              (world, effort) ->
                  answerFirst(world, Reply.cutInHeaders(End.CLOSE), Reply.cutInHeaders(End.RESET))),
          Scenario.of(
              "receiver-cuts-body",
              "A 200 ends, or is reset, in the middle of its body: it counts.",
              WorldSettings.EMBEDDED,
              (world, effort) ->
                  answerFirst(world, Reply.cutInBody(End.CLOSE), Reply.cutInBody(End.RESET))),
          Scenario.of(
              "receiver-resets-after-200",
              "The connection is reset behind a 200: it counts.",
              WorldSettings.EMBEDDED,
              (world, effort) -> answer(world, Reply.OK.then(End.RESET))),
          Scenario.of(
              "receiver-503-storm",
              "Everything is answered 503 until each message has come twice.",
              WorldSettings.EMBEDDED,
              ReceiverScenarios::storm),
          Scenario.of(
              "receiver-429",
              "First attempts are answered 429 with a Retry-After of every kind.",
              WorldSettings.EMBEDDED.activation("maxBackoff: " + MAX_BACKOFF.toSeconds() + "s"),
              (world, effort) -> {
                world.receiver().follow(ReceiverScenarios::retryAfter);
                world.produce(100);
                world.untilQuiet();
              }));

  private ReceiverScenarios() {}

  /** A way for a line to be out. */
  @FunctionalInterface
  private interface Outage {
    void of(TcpProxy line) throws Exception;
  }

  private static void outage(World world, String reason, Outage outage) throws Exception {
    Load.suffer(
        world,
        reason,
        true,
        OUTAGE,
        here -> outage.of(here.receiverLine()),
        here -> Load.untilFailed(here, reason));
  }

  private static void flap(World world, Effort effort) throws Exception {
    for (int round = 0; round < Math.max(3, effort.rounds() / 5); round++) {
      Load.begin(world);
      world.ledger().append(new Fault("down", IN_FLIGHT));
      world.receiverLine().refuse();
      TimeUnit.SECONDS.sleep(1);
      world.heal();
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private static void answer(World world, Reply reply) {
    world.receiver().follow(Script.always(reply));
    world.produce(300);
    world.untilQuiet();
  }

  /** Connections are made, and kept, by messages that are answered well. */
  private static void answerFirst(World world, Reply one, Reply other) {
    answer(world, Reply.OK);
    Script broken = Script.inTurn(one, other);
    world
        .receiver()
        .follow(request -> request.attempt().equals("1") ? broken.replyTo(request) : Reply.OK);
    world.produce(200);
    world.untilQuiet();
  }

  private static void storm(World world, Effort effort) {
    world.receiver().follow(Script.always(Reply.of(503).andRest(BACKOFF)));
    world.produce(effort.messages());
    world.until(
        "each has come twice", () -> world.ledger().count(Seen.class) >= 2 * effort.messages());
  }

  /** One kind a message; what makes no sense, or is over, leaves the schedule as it is. */
  private static Reply retryAfter(Post request) {
    if (!request.attempt().equals("1")) {
      return Reply.OK;
    }
    Instant now = Instant.now();
    Instant date = now.plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
    Reply limited = Reply.of(429);
    return switch (Integer.parseInt(request.message().substring(2)) % 10) {
      case 0 -> limited.retryAfter("0").andRest(BACKOFF);
      case 1 -> limited.retryAfter("2").andRest(Duration.ofSeconds(2));
      case 2 -> limited.retryAfter("-1").andRest(BACKOFF);
      case 3 -> limited.retryAfter("1000000000").andRest(MAX_BACKOFF);
      case 4 -> limited.retryAfter("9".repeat(40)).andRest(MAX_BACKOFF);
      case 5 -> limited.retryAfter(httpDate(date)).andRest(Duration.between(now, date));
      case 6 -> limited.retryAfter(httpDate(now.minusSeconds(3600))).andRest(BACKOFF);
      case 7 -> limited.retryAfter(httpDate(now.plusSeconds(1_000_000))).andRest(MAX_BACKOFF);
      case 8 -> limited.retryAfter("soon").andRest(BACKOFF);
      default -> limited.andRest(BACKOFF);
    };
  }

  private static String httpDate(Instant time) {
    return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
        .format(time.atZone(ZoneOffset.UTC));
  }
}
