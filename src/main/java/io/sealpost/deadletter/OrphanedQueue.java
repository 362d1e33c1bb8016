package io.sealpost.deadletter;

import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.MessageForwarder;
import io.sealpost.broker.NewMessage;
import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.QueueDepths;
import io.sealpost.broker.QueuePause;
import io.sealpost.broker.Queues;
import io.sealpost.broker.ScheduledMessages;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The delivery queue of an activation that is no longer configured. Its messages wait for it to
 * come back; or an operator gives them up here.
 */
public final class OrphanedQueue {
  /** Knows what each message is called, and who hears of its end. */
  public interface Register {
    /** The delivery's, in the dead queue as in the attempt log. */
    String id(IncomingMessage message);

    /** Sent in the transaction in which it moves. */
    List<NewMessage> notices(IncomingMessage message, DeadLetter letter);
  }

  private static final int MESSAGES_PER_TRANSACTION = 100;
  private static final long TIMEOUT_MILLIS = 2_000;

  private final ConnectionFactory connections;
  private final String activation;
  private final String queue;

  public OrphanedQueue(ConnectionFactory connections, String activation) {
    this.connections = connections;
    this.activation = activation;
    this.queue = Queues.delivery(activation);
  }

  /** All zero where there is no such queue. */
  public QueueDepth depth() throws JMSException {
    return new QueueDepths(connections)
        .read().stream()
            .filter(depth -> depth.queue().equals(queue))
            .findFirst()
            .orElse(new QueueDepth(queue, 0, 0, 0, 0, false));
  }

  /**
   * Moves all messages to the dead queue, those that are kept back for a retry too, 100 in a
   * transaction. Can be repeated whenever it stops. A pause of the queue ends.
   *
   * @return messages moved
   * @throws JMSException if the broker fails; what was reported to progress is done, the rest is
   *     not
   */
  public int giveUp(Clock clock, Register register, DeadQueue.Progress progress)
      throws JMSException {
    QueueDepth depth = depth();
    if (depth.paused()) {
      // Nobody else waits for it any more.
      new QueuePause(connections).resume(queue);
    }
    if (depth.scheduled() > 0) {
      new ScheduledMessages(connections).release(queue);
    }
    int total = (int) Math.min(Integer.MAX_VALUE, depth.messages());
    int moved = 0;
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
      connection.start();
      int last = MESSAGES_PER_TRANSACTION;
      while (last == MESSAGES_PER_TRANSACTION && moved < total) {
        MessageForwarder forwarder = new MessageForwarder(session);
        last = 0;
        for (Message message = next(consumer, last);
            message != null;
            message = next(consumer, last)) {
          IncomingMessage incoming = JmsMessages.properties(message);
          DeadLetter letter = letter(incoming, register.id(incoming), clock);
          forwarder.send(register.notices(incoming, letter));
          forwarder.forward(message, List.of(letter.forward()));
          last++;
        }
        session.commit();
        moved += last;
        progress.moved(moved, Math.max(moved, total));
      }
    }
    return moved;
  }

  /** Null where there is none, or the transaction is full. Closing the session rolls back. */
  private static @Nullable Message next(MessageConsumer consumer, int received)
      throws JMSException {
    return received < MESSAGES_PER_TRANSACTION ? consumer.receive(TIMEOUT_MILLIS) : null;
  }

  /** The attempt it waited for was not made. */
  private DeadLetter letter(IncomingMessage message, String id, Clock clock) {
    return new DeadLetter(
        "activation-removed",
        "Activation " + activation + " is not configured any more: add it again, then replay",
        null,
        message.attempt() - 1,
        clock.instant(),
        id,
        activation);
  }
}
