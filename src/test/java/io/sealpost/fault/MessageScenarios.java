package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealpost.broker.Queues;
import io.sealpost.fault.LedgerEntry.Doomed;
import io.sealpost.fault.LedgerEntry.Seen;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Messages that are not as they should be, or as large as they can be. */
final class MessageScenarios {
  private static final int KIB = 1024;

  /**
   * Around the size from which on Artemis keeps a message in a file of its own, and around ours.
   */
  private static final List<Integer> SIZES =
      List.of(50, 40 * KIB, 99 * KIB, 101 * KIB, 1023 * KIB, KIB * KIB);

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "poison",
              "Messages no request can be made of, one of each kind, come between good ones.",
              WorldSettings.EMBEDDED,
              MessageScenarios::poison),
          Scenario.of(
              "odd-properties",
              "Good messages have properties that mean something to the broker, or are huge.",
              WorldSettings.EMBEDDED,
              (world, effort) ->
                  world.produce(world.producer().send(messages(effort), MessageScenarios::odd))),
          new Scenario(
              "one-delivery-id",
              "A producer gives many messages one and the same deliveryId.",
              WorldSettings.EMBEDDED,
              Expected.ALL_DELIVERED_BY_SHARED_IDS,
              (world, effort) ->
                  world.produce(world.producer().send(messages(effort), MessageScenarios::twin))),
          Scenario.of(
              "sizes",
              "Bodies of 50 bytes to exactly 1 MB; the broker is killed in between.",
              WorldSettings.EXTERNAL,
              (world, effort) -> sizes(world, effort)),
          Scenario.of(
              "sizes-beyond",
              "Bodies of none, 1 byte and 1 byte more than 1 MB; the broker is killed in between.",
              WorldSettings.EXTERNAL,
              (world, effort) -> sizesBeyond(world, effort)));

  private MessageScenarios() {}

  private static int messages(Effort effort) {
    return Math.min(effort.messages(), 500);
  }

  private static void poison(World world, Effort effort) throws Exception {
    Files.writeString(
        world.config().resolve("activations/" + Poison.PICKY + ".yaml"),
        Poison.pickyYaml(world.receiverLine().port()));
    world.until(
        "it is served", () -> world.queues().named(Queues.delivery(Poison.PICKY)).consumers() > 0);
    Map<String, String> reasons = new ConcurrentHashMap<>();
    int rounds = Math.max(1, effort.rounds() / 10);
    world.produce(
        world
            .producer()
            .send(
                rounds * 2 * Poison.ALL.size(),
                (session, id, number) -> {
                  if (number % 2 == 0) {
                    return good(session, id, KIB);
                  }
                  Poison poison = Poison.ALL.get(number / 2 % Poison.ALL.size());
                  reasons.put(id, poison.reason());
                  return poison.parcel(session, id);
                }));
    doom(world, reasons);
  }

  private static void doom(World world, Map<String, String> reasons) {
    world.until("all is sent", world::hasProduced);
    world
        .ledger()
        .append(
            reasons.entrySet().stream()
                .map(entry -> new Doomed(entry.getKey(), entry.getValue()))
                .toList());
  }

  private static Parcel odd(JMSContext session, String id, int number) throws JMSException {
    Parcel parcel = good(session, id, KIB);
    Message message = parcel.message();
    switch (number % 12) {
      case 0 -> message.setStringProperty("JMSXGroupID", "one group");
      case 1 -> message.setIntProperty("JMSXGroupSeq", -1);
      case 2 -> message.setStringProperty("_AMQ_DUPL_ID", id);
      case 3 -> message.setLongProperty("_AMQ_SCHED_DELIVERY", System.currentTimeMillis() + 2_000);
      case 4 -> message.setLongProperty("_AMQ_SCHED_DELIVERY", 1);
      case 5 -> message.setStringProperty("_AMQ_LVQ_NAME", "last");
      case 6 -> message.setStringProperty("_AMQ_LARGE_COMPRESSED", "no boolean");
      case 7 -> message.setStringProperty("_AMQ_LARGE_SIZE", "no number");
      case 8 -> message.setStringProperty("note", "n".repeat(40 * KIB));
      case 9 -> message.setStringProperty("sealpostAttempt", "99");
      case 10 -> message.setIntProperty("deliveryId", 12);
      default -> message.setObjectProperty("_AMQ_SEALPOST_TYPE", "no byte");
    }
    return parcel;
  }

  private static Parcel twin(JMSContext session, String id, int number) throws JMSException {
    Parcel parcel = good(session, id, KIB);
    parcel.message().setStringProperty("deliveryId", "twin-" + number % 3);
    return parcel;
  }

  private static void sizes(World world, Effort effort) throws Exception {
    for (int round = 0; round < rounds(effort); round++) {
      int seen = world.ledger().count(Seen.class);
      world.produce(
          world
              .producer()
              .send(
                  4 * SIZES.size(),
                  (id, number) -> Producer.attributes(id, SIZES.get(number / 2 % SIZES.size()))));
      world.until("some have come", () -> world.ledger().count(Seen.class) > seen + SIZES.size());
      world.kill(world.broker(), IN_FLIGHT);
      world.heal();
    }
  }

  private static void sizesBeyond(World world, Effort effort) throws Exception {
    Map<String, String> reasons = new ConcurrentHashMap<>();
    for (int round = 0; round < rounds(effort); round++) {
      int seen = world.ledger().count(Seen.class);
      world.produce(
          world
              .producer()
              .send(
                  32,
                  (id, number) -> {
                    reasons.putAll(beyond(id, number));
                    return body(id, number);
                  }));
      world.until("some have come", () -> world.ledger().count(Seen.class) > seen + 2);
      world.kill(world.broker(), IN_FLIGHT);
      world.heal();
    }
    doom(world, reasons);
  }

  /** Text and bytes of each: {@link Producer} takes them in turn. */
  private static byte[] body(String id, int number) {
    return switch (number / 2 % 4) {
      case 0 -> new byte[0];
      case 1 -> "1".getBytes(UTF_8);
      case 2 -> Producer.attributes(id, KIB * KIB + 1);
      default -> Producer.attributes(id, KIB);
    };
  }

  private static Map<String, String> beyond(String id, int number) {
    return switch (number / 2 % 4) {
      case 0 -> Map.of(id, "empty-message");
      case 1 -> Map.of(id, "not-an-object");
      case 2 -> Map.of(id, "too-large");
      default -> Map.of();
    };
  }

  /** Each takes some seconds. */
  private static int rounds(Effort effort) {
    return Math.max(1, effort.rounds() / 10);
  }

  private static Parcel good(JMSContext session, String id, int bytes) throws JMSException {
    byte[] body = Producer.attributes(id, bytes);
    Message message = session.createTextMessage(new String(body, UTF_8));
    message.setStringProperty("activation", Producer.ACTIVATION);
    message.setStringProperty("eventId", id);
    return Parcel.of(message, body);
  }
}
