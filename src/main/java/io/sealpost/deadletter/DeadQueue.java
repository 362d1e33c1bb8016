package io.sealpost.deadletter;

import io.sealpost.broker.Queues;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lists the dead queue, sends messages from it again and throws them away.
 *
 * <p>Filters are applied here, to browsed messages; the broker sees no selector made of an
 * operator's text. What a replay or purge is about is settled before it begins, as a list of
 * JMSMessageIDs: what dies meanwhile stays. {@link DeadMove} then takes those messages, up to 100
 * in a transaction that also sends them on, so none is lost or doubled whenever it stops.
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
   * @param moved of these, replayed or purged; the rest had been taken by somebody else meanwhile
   */
  public record Outcome(int matched, int moved) {}

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
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      return browse(session, filter::accepts, skip, limit);
    }
  }

  /** Those with that delivery id, or that JMSMessageID, with their bodies. */
  public List<DeadContent> show(String id) throws JMSException {
    List<DeadContent> contents = new ArrayList<>();
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueBrowser browser = session.createBrowser(session.createQueue(Queues.DEAD))) {
      connection.start();
      for (var messages = browser.getEnumeration(); messages.hasMoreElements(); ) {
        Message message = (Message) messages.nextElement();
        if (DeadMessage.of(message).hasId(id)) {
          contents.add(DeadContent.of(message));
        }
      }
    }
    return contents;
  }

  /**
   * Sends them again: to the delivery queue they died on, with the same delivery id and attempt 1,
   * or if they never got that far, to {@code sealpost.activations}.
   *
   * @throws JMSException if the broker fails; what was reported to progress is done, the rest is
   *     not
   */
  public Outcome replay(DeadFilter filter, Progress progress) throws JMSException {
    return replay(filter::accepts, progress);
  }

  /**
   * As {@link #replay(DeadFilter, Progress)}, for what no filter can say.
   *
   * @param chosen asked once for each dead message, before anything is sent
   */
  public Outcome replay(Predicate<DeadMessage> chosen, Progress progress) throws JMSException {
    return move(
        chosen,
        progress,
        (message, forwarder) ->
            forwarder.forward(message, List.of(Replay.of(DeadMessage.of(message)))));
  }

  /**
   * Throws them away for good.
   *
   * @throws JMSException if the broker fails; what was reported to progress is done, the rest is
   *     not
   */
  public Outcome purge(DeadFilter filter, Progress progress) throws JMSException {
    return move(filter::accepts, progress, (message, forwarder) -> {});
  }

  private Outcome move(Predicate<DeadMessage> chosen, Progress progress, DeadMove.Step step)
      throws JMSException {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      List<String> ids = new ArrayList<>();
      for (DeadMessage message : browse(session, chosen, 0, Integer.MAX_VALUE)) {
        if (message.messageId() != null) {
          ids.add(message.messageId());
        }
      }
      return new DeadMove(session, ids, step, progress).run();
    }
  }

  private static List<DeadMessage> browse(
      Session session, Predicate<DeadMessage> chosen, int skip, int limit) throws JMSException {
    List<DeadMessage> accepted = new ArrayList<>();
    int passed = 0;
    try (QueueBrowser browser = session.createBrowser(session.createQueue(Queues.DEAD))) {
      var messages = browser.getEnumeration();
      while (accepted.size() < limit && messages.hasMoreElements()) {
        DeadMessage message = DeadMessage.of((Message) messages.nextElement());
        if (chosen.test(message) && passed++ >= skip) {
          accepted.add(message);
        }
      }
    }
    return accepted;
  }
}
