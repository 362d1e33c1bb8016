package io.sealpost.deadletter;

import io.sealpost.broker.NewMessage;
import io.sealpost.broker.QueueBrowse;
import io.sealpost.broker.Queues;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Lists the dead queue, sends messages from it again and throws them away.
 *
 * <p>Filters are applied here, to browsed messages; the broker sees no selector made of an
 * operator's text. What a replay or purge is about is settled before it begins, as a list of ids:
 * what dies meanwhile stays. {@link DeadMove} then takes those messages, up to 100 in a transaction
 * that also sends them on, so none is lost or doubled whenever it stops.
 */
public final class DeadQueue {
  /** Hears how far a replay or purge has come; what it counts is committed. */
  @FunctionalInterface
  public interface Progress {
    void moved(int done, int total);
  }

  /**
   * How a replay or purge ended.
   *
   * @param matched messages the filter accepted; zero means it accepts none
   * @param moved of these, replayed or purged
   * @param taken of these, not there at the end: taken by somebody else, or in their hands
   */
  public record Outcome(int matched, int moved, int taken) {
    /** Of those that matched, still dead: others moved the queue about too. Do it again. */
    public int notReached() {
      return matched - moved - taken;
    }
  }

  private static final Comparator<DeadCount> MOST_FIRST =
      Comparator.comparingInt(DeadCount::messages).reversed();

  private final ConnectionFactory connections;

  public DeadQueue(ConnectionFactory connections) {
    this.connections = connections;
  }

  /**
   * Oldest first.
   *
   * @param skip of those accepted, how many to pass over
   * @param limit how many at most
   */
  public List<DeadMessage> list(DeadFilter filter, int skip, int limit) throws JMSException {
    List<DeadMessage> list = new ArrayList<>();
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        DeadLook look = new DeadLook(session, filter::accepts)) {
      connection.start();
      int passed = 0;
      for (DeadMessage dead = look.next(); dead != null; dead = look.next()) {
        if (passed++ >= skip) {
          list.add(dead);
        }
        if (list.size() == limit) {
          break;
        }
      }
    }
    return list;
  }

  /** How many there are by activation and reason, the most first. */
  public List<DeadCount> count(DeadFilter filter) throws JMSException {
    return count(filter::accepts);
  }

  /** As {@link #count(DeadFilter)}, for what no filter can say. */
  public List<DeadCount> count(Predicate<DeadMessage> chosen) throws JMSException {
    return count((dead, message) -> chosen.test(dead));
  }

  private List<DeadCount> count(DeadLook.Choice choice) throws JMSException {
    Map<DeadCount, Integer> counts = new LinkedHashMap<>();
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        DeadLook look = new DeadLook(session, choice)) {
      connection.start();
      for (DeadMessage dead = look.next(); dead != null; dead = look.next()) {
        counts.merge(new DeadCount(dead.activation(), dead.reason(), 0), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(e -> new DeadCount(e.getKey().activation(), e.getKey().reason(), e.getValue()))
        .sorted(MOST_FIRST)
        .toList();
  }

  /** Those with that delivery id, or that JMSMessageID, with their bodies. */
  public List<DeadContent> show(String id) throws JMSException {
    List<DeadContent> contents = new ArrayList<>();
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueBrowse browse = browse(session)) {
      connection.start();
      for (Message message = browse.next(); message != null; message = browse.next()) {
        if (DeadMessage.of(message).hasId(id)) {
          contents.add(DeadContent.of(message));
        }
      }
    }
    return contents;
  }

  /** As {@link #replay(DeadFilter, Pace, Progress)}, as fast as the broker takes them. */
  public Outcome replay(DeadFilter filter, Progress progress) throws JMSException {
    return replay(filter, Pace.unlimited(), progress);
  }

  /**
   * Sends them again: to the delivery queue they died on, with the same delivery id and attempt 1,
   * or if they died at dispatch, to {@code sealpost.activations}.
   *
   * @throws JMSException if the broker fails, or the thread is interrupted; what was reported to
   *     progress is done, the rest is not
   */
  public Outcome replay(DeadFilter filter, Pace pace, Progress progress) throws JMSException {
    return replay(filter::accepts, pace, progress);
  }

  /**
   * As {@link #replay(DeadFilter, Pace, Progress)}, for what no filter can say.
   *
   * @param chosen asked once for each dead message, before anything is sent
   */
  public Outcome replay(Predicate<DeadMessage> chosen, Pace pace, Progress progress)
      throws JMSException {
    return replay((dead, message) -> chosen.test(dead), pace, progress);
  }

  private Outcome replay(DeadLook.Choice choice, Pace pace, Progress progress) throws JMSException {
    return move(
        choice,
        pace,
        progress,
        (message, forwarder) ->
            forwarder.forward(message, List.of(Replay.of(DeadMessage.of(message)))));
  }

  /**
   * Throws them away for good, and leaves a record of each.
   *
   * @param record for the attempt log, sent in the transaction in which the message goes
   * @throws JMSException if the broker fails, or the thread is interrupted; what was reported to
   *     progress is done, the rest is not
   */
  public Outcome purge(
      DeadFilter filter, Function<DeadMessage, NewMessage> record, Pace pace, Progress progress)
      throws JMSException {
    return move(
        filter::accepts,
        pace,
        progress,
        (message, forwarder) -> forwarder.send(List.of(record.apply(DeadMessage.of(message)))));
  }

  private Outcome move(DeadLook.Choice choice, Pace pace, Progress progress, DeadMove.Step step)
      throws JMSException {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      return new DeadMove(session, ids(session, choice), step, pace, progress).run();
    } catch (InterruptedException | JMSException e) {
      throw broken(e);
    }
  }

  /** All that is kept of them: some 100 bytes each. */
  private static Set<String> ids(Session session, DeadLook.Choice choice) throws JMSException {
    Set<String> ids = new LinkedHashSet<>();
    try (DeadLook look = new DeadLook(session, choice)) {
      for (DeadMessage dead = look.next(); dead != null; dead = look.next()) {
        if (dead.messageId() != null) {
          ids.add(dead.messageId());
        }
      }
    }
    return ids;
  }

  /** After all is closed: Artemis forgets an interrupt. */
  private static JMSException broken(Exception failure) {
    Throwable cause = failure;
    // Bounded: a chain of causes may be a circle.
    for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        JMSException interrupted = new JMSException("Interrupted: what was not counted is dead");
        interrupted.initCause(failure);
        return interrupted;
      }
    }
    return (JMSException) failure;
  }

  static QueueBrowse browse(Session session) throws JMSException {
    return new QueueBrowse(session, Queues.DEAD);
  }
}
