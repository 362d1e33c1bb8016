package io.sealpost.deadletter;

import io.sealpost.broker.Forward;
import io.sealpost.broker.MessageForwarder;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.QueueBrowse;
import io.sealpost.broker.Queues;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One replay or purge of messages whose ids are given.
 *
 * <p>They are taken by selectors over those ids, and no other message is touched. But of a queue
 * that is larger than its memory, a selector sees only what Artemis has read back from its page
 * files. So where a selector misses one that is still there, the rest is looked for by rotation:
 * from the head on every message is taken, and what is not meant goes unchanged to the end of the
 * queue, with its id in a property since the JMSMessageID is a new one. Either way what is taken
 * and what becomes of it are in one transaction.
 */
final class DeadMove {
  /** Becomes of a message that is meant. */
  @FunctionalInterface
  interface Step {
    void take(Message message, MessageForwarder forwarder) throws JMSException;
  }

  /** Ids in one selector, and messages passed on in one transaction. */
  private static final int CHUNK = 100;

  /** While others rotate too, messages pass by out of turn. */
  private static final int ROTATIONS = 3;

  /**
   * For one more message of a transaction. It passes where those it has already fill the memory of
   * the queue: then the broker reads no more back before they are gone.
   */
  private static final long MORE_TIMEOUT_MILLIS = 200;

  /** For a message that a selector ought to reach. */
  private static final long SELECTED_TIMEOUT_MILLIS = 2_000;

  /** For whatever comes next; it passes only when others have emptied the queue. */
  private static final long NEXT_TIMEOUT_MILLIS = 10_000;

  private final Session session;
  private final Step step;
  private final Pace pace;
  private final DeadQueue.Progress progress;
  private final Set<String> open;
  private final int total;
  private int moved;

  /**
   * @param session transacted, of a started connection
   * @param ids in the order of the queue; each goes when its message has moved
   */
  DeadMove(Session session, Set<String> ids, Step step, Pace pace, DeadQueue.Progress progress) {
    this.session = session;
    this.step = step;
    this.pace = pace;
    this.progress = progress;
    this.open = ids;
    this.total = open.size();
  }

  DeadQueue.Outcome run() throws JMSException, InterruptedException {
    select();
    Look look = look();
    for (int i = 0; i < ROTATIONS && !look.there.isEmpty(); i++) {
      rotate(look.depth);
      look = look();
    }
    return new DeadQueue.Outcome(total, moved, open.size() - look.there.size());
  }

  /** Ends at the first chunk with messages that are there and yet not seen. */
  private void select() throws JMSException, InterruptedException {
    List<String> ids = List.copyOf(open);
    for (int from = 0; from < ids.size(); from += CHUNK) {
      Set<String> chunk = Set.copyOf(ids.subList(from, Math.min(ids.size(), from + CHUNK)));
      if (!selectChunk(chunk) && chunk.stream().anyMatch(look().there::contains)) {
        return;
      }
    }
  }

  private boolean selectChunk(Set<String> chunk) throws JMSException, InterruptedException {
    try (MessageConsumer consumer =
        session.createConsumer(session.createQueue(Queues.DEAD), selector(chunk))) {
      return receive(consumer, chunk.size(), SELECTED_TIMEOUT_MILLIS) == chunk.size();
    }
  }

  /** Each message that was there at its beginning comes by once. */
  private void rotate(int depth) throws JMSException, InterruptedException {
    try (MessageConsumer consumer = session.createConsumer(session.createQueue(Queues.DEAD))) {
      receive(consumer, depth, NEXT_TIMEOUT_MILLIS);
    }
  }

  /** Returns how many messages came: fewer than wanted when it waited for the next in vain. */
  private int receive(MessageConsumer consumer, int wanted, long timeoutMillis)
      throws JMSException, InterruptedException {
    int received = 0;
    int last = -1;
    while (received < wanted && last != 0 && !open.isEmpty()) {
      last = transact(consumer, Math.min(CHUNK, wanted - received), timeoutMillis);
      received += last;
    }
    return received;
  }

  /**
   * One transaction; returns how many messages were received.
   *
   * @param timeoutMillis for the first
   */
  private int transact(MessageConsumer consumer, int wanted, long timeoutMillis)
      throws JMSException, InterruptedException {
    MessageForwarder forwarder = new MessageForwarder(session);
    Set<String> done = new HashSet<>();
    int received = 0;
    try {
      while (received < wanted && done.size() < pace.transaction()) {
        Message message = consumer.receive(received == 0 ? timeoutMillis : MORE_TIMEOUT_MILLIS);
        if (message == null) {
          break;
        }
        received++;
        String id = DeadMessage.idOf(message);
        if (id != null && open.contains(id) && done.add(id)) {
          pace.await();
          step.take(message, forwarder);
        } else {
          forwarder.forward(message, List.of(toTheEnd(message, id)));
        }
      }
      session.commit();
    } catch (JMSException | InterruptedException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
    open.removeAll(done);
    moved += done.size();
    progress.moved(moved, total);
    return received;
  }

  private Look look() throws JMSException {
    if (open.isEmpty()) {
      return new Look(0, Set.of());
    }
    int depth = 0;
    Set<String> there = new HashSet<>();
    try (QueueBrowse browse = DeadQueue.browse(session)) {
      for (Message message = browse.next(); message != null; message = browse.next()) {
        depth++;
        String id = DeadMessage.idOf(message);
        if (id != null && open.contains(id)) {
          there.add(id);
        }
      }
    }
    return new Look(depth, there);
  }

  private void rollBack(Exception failure) {
    try {
      session.rollback();
    } catch (JMSException e) {
      // The broker is gone, and rolls back by itself.
      failure.addSuppressed(e);
    }
  }

  private static Forward toTheEnd(Message message, @Nullable String id) throws JMSException {
    Map<String, Object> kept = new HashMap<>();
    if (id != null) {
      kept.put(PropertyNames.DEAD_ID, id);
    }
    // Does not travel by itself.
    if (message.getObjectProperty(PropertyNames.FIRST_MESSAGE_ID) instanceof String first) {
      kept.put(PropertyNames.FIRST_MESSAGE_ID, first);
    }
    return Forward.to(Queues.DEAD, kept);
  }

  /** Ids are the broker's, but any client can have written one: quotes are doubled. */
  private static String selector(Set<String> ids) {
    String list =
        ids.stream()
            .map(id -> "'" + id.replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "(", ")"));
    return "JMSMessageID IN " + list + " OR " + PropertyNames.DEAD_ID + " IN " + list;
  }

  /**
   * The queue as it is now. What others hold in a transaction is not seen.
   *
   * @param there of the open ids
   */
  private record Look(int depth, Set<String> there) {}
}
