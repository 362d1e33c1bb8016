package io.sealpost.fault;

import static io.sealpost.fault.WorldSettings.IN_FLIGHT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealpost.fault.LedgerEntry.Seen;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;

/** Events that go to several activations: each of their deliveries is counted by itself. */
final class FanOutScenarios {
  private static final String EVENT = "signup";
  private static final List<String> SUBSCRIBERS = List.of("first", "second", "third");
  private static final int BODY_BYTES = 1024;

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "fan-out",
              "Each event goes to three activations, of which one fails first. Sealpost and the"
                  + " broker are killed in turn.",
              WorldSettings.EXTERNAL,
              FanOutScenarios::killed));

  private FanOutScenarios() {}

  private static void killed(World world, Effort effort) throws Exception {
    new Edits(world)
        .activate(
            SUBSCRIBERS,
            name -> Unit.ofEvent("{{meta.event_id}}", name),
            "events: [" + EVENT + "]");
    for (int round = 0; round < Math.max(2, effort.rounds() / 5); round++) {
      int events = effort.messagesPerRound();
      world.receiver().follow(FanOutScenarios::answer);
      int moment = world.ledger().count(Seen.class) + events;
      world.produce(world.producer().send(events, FanOutScenarios::event));
      world.until("some have come", () -> world.ledger().count(Seen.class) >= moment);
      ChildProcess victim = round % 2 == 0 ? world.sealpost() : world.broker();
      world.kill(victim, SUBSCRIBERS.size() * IN_FLIGHT);
      world.heal();
    }
  }

  private static Reply answer(Post request) {
    return request.path().equals("/third") && request.attempt().equals("1")
        ? Reply.of(503)
        : Reply.OK;
  }

  private static Parcel event(JMSContext session, String id, int number) throws JMSException {
    byte[] body = Producer.attributes(id, BODY_BYTES);
    Message message = session.createTextMessage(new String(body, UTF_8));
    message.setStringProperty("event", EVENT);
    message.setStringProperty("eventId", id);
    return Parcel.of(message, body).to(SUBSCRIBERS);
  }
}
