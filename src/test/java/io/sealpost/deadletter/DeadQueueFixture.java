package io.sealpost.deadletter;

import io.sealpost.attemptlog.EndRecord;
import io.sealpost.broker.MessageForwarder;
import io.sealpost.broker.TestBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A broker with a dead queue, and what a test buries there. */
final class DeadQueueFixture implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final DeadQueue.Progress IGNORED = (done, total) -> {};
  static final EndRecord RECORD =
      new EndRecord(Clock.fixed(NOON.plusSeconds(60), ZoneOffset.UTC), "node-1");

  final TestBroker broker;
  final DeadQueue dead;

  DeadQueueFixture(Path folder) throws IOException {
    this(TestBroker.start(folder));
  }

  DeadQueueFixture(TestBroker broker) {
    this.broker = broker;
    this.dead = new DeadQueue(broker.connections());
  }

  DeadQueue.Outcome purge(DeadFilter filter, DeadQueue.Progress progress) throws JMSException {
    return dead.purge(filter, RECORD::purged, Pace.unlimited(), progress);
  }

  List<@Nullable String> ids(DeadFilter filter) throws JMSException {
    return dead.list(filter, 0, Integer.MAX_VALUE).stream()
        .<@Nullable String>map(DeadMessage::id)
        .toList();
  }

  void bury(String id, String activation, String reason) throws JMSException {
    bury(letter(id, activation, reason, NOON), "{}");
  }

  void bury(DeadLetter letter, String text) throws JMSException {
    bury(letter, session -> session.createTextMessage(text));
  }

  /** As a route does: by way of its own queue. */
  void bury(DeadLetter letter, TestBroker.Content content) throws JMSException {
    broker.send("sealpost.source", content);
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      Message message =
          session.createConsumer(session.createQueue("sealpost.source")).receive(5_000);
      new MessageForwarder(session).forward(message, List.of(letter.forward()));
      session.commit();
    }
  }

  static DeadLetter letter(String id, String activation, String reason, Instant at) {
    return new DeadLetter(reason, "why", null, 1, at, id, activation);
  }

  @Override
  public void close() throws IOException {
    broker.close();
  }
}
