package io.sealpost.deadletter;

import io.sealpost.broker.Forward;
import io.sealpost.broker.MessageForwarder;
import io.sealpost.broker.Queues;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One replay or purge of messages whose JMSMessageIDs are given.
 *
 * <p>They are taken by selectors over those ids. But of a queue that is larger than its memory, a
 * selector sees only what Artemis has read back from its page files. So once a selector misses one,
 * the others are looked for by rotation: from the head on every message is taken, and what is not
 * meant goes unchanged to the end of the queue, under a new JMSMessageID. Either way what is taken
 * and what becomes of it are in one transaction.
 */
final class DeadMove {
  /** Becomes of a message that is meant. */
  @FunctionalInterface
  interface Step {
    void take(Message message, MessageForwarder forwarder) throws JMSException;
  }

  /** Messages in one transaction. */
  static final int CHUNK = 100;

  /** For a message that a selector ought to reach. */
  private static final long SELECTED_TIMEOUT_MILLIS = 2_000;

  /** For whatever comes next; it passes only when others have emptied the queue. */
  private static final long NEXT_TIMEOUT_MILLIS = 10_000;

  private final Session session;
  private final Step step;
  private final DeadQueue.Progress progress;
  private final Set<String> open;
  private final int total;

  /**
   * @param session transacted, of a started connection
   */
  DeadMove(Session session, Collection<String> ids, Step step, DeadQueue.Progress progress) {
    this.session = session;
    this.step = step;
    this.progress = progress;
    this.open = new LinkedHashSet<>(ids);
    this.total = open.size();
  }

  DeadQueue.Outcome run() throws JMSException {
    if (!select()) {
      rotate();
      // A message of higher priority that went to the end can come by again before all others have.
      // By then what is left has been read back.
      select();
    }
    return new DeadQueue.Outcome(total, total - open.size());
  }

  /** Whether every message was reached; stops at the first chunk that was not. */
  private boolean select() throws JMSException {
    List<String> ids = List.copyOf(open);
    for (int from = 0; from < ids.size(); from += CHUNK) {
      List<String> chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
      try (MessageConsumer consumer =
          session.createConsumer(session.createQueue(Queues.DEAD), selector(chunk))) {
        if (moveChunk(consumer, chunk.size(), SELECTED_TIMEOUT_MILLIS) < chunk.size()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Looks at no more messages than there are at its beginning: each comes by once. */
  private void rotate() throws JMSException {
    int left = depthIfAnyIsOpen();
    if (left == 0) {
      return;
    }
    try (MessageConsumer consumer = session.createConsumer(session.createQueue(Queues.DEAD))) {
      while (left > 0 && !open.isEmpty()) {
        int wanted = Math.min(left, CHUNK);
        if (moveChunk(consumer, wanted, NEXT_TIMEOUT_MILLIS) < wanted) {
          return;
        }
        left -= wanted;
      }
    }
  }

  /** One transaction; returns how many messages were received. */
  private int moveChunk(MessageConsumer consumer, int wanted, long timeoutMillis)
      throws JMSException {
    MessageForwarder forwarder = new MessageForwarder(session);
    Set<String> moved = new HashSet<>();
    int received = 0;
    try {
      while (received < wanted) {
        Message message = consumer.receive(timeoutMillis);
        if (message == null) {
          break;
        }
        received++;
        String id = message.getJMSMessageID();
        if (open.contains(id)) {
          step.take(message, forwarder);
          moved.add(id);
        } else {
          forwarder.forward(message, List.of(Forward.to(Queues.DEAD, Map.of())));
        }
      }
      session.commit();
    } catch (JMSException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
    open.removeAll(moved);
    progress.moved(total - open.size(), total);
    return received;
  }

  /** Zero if others have taken all that is open. */
  private int depthIfAnyIsOpen() throws JMSException {
    List<String> there = new ArrayList<>();
    try (QueueBrowser browser = session.createBrowser(session.createQueue(Queues.DEAD))) {
      for (var messages = browser.getEnumeration(); messages.hasMoreElements(); ) {
        there.add(String.valueOf(((Message) messages.nextElement()).getJMSMessageID()));
      }
    }
    return there.stream().anyMatch(open::contains) ? there.size() : 0;
  }

  private void rollBack(Exception failure) {
    try {
      session.rollback();
    } catch (JMSException e) {
      // The broker is gone, and rolls back by itself.
      failure.addSuppressed(e);
    }
  }

  /** Ids are the broker's, but any client can have written one: quotes are doubled. */
  private static String selector(List<String> ids) {
    return ids.stream()
        .map(id -> "'" + id.replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "JMSMessageID IN (", ")"));
  }
}
