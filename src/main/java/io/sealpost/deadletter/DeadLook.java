package io.sealpost.deadletter;

import io.sealpost.broker.QueueBrowse;
import io.sealpost.broker.Queues;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import org.jspecify.annotations.Nullable;

/**
 * One look at those dead messages that are meant, oldest first, one at a time: there may be more of
 * them than fit into memory.
 */
final class DeadLook implements AutoCloseable {
  /** Which dead messages are meant. */
  @FunctionalInterface
  interface Choice {
    boolean accepts(DeadMessage dead, Message message) throws JMSException;
  }

  private final QueueBrowse browse;
  private final Choice choice;

  /**
   * @param session of a started connection
   */
  DeadLook(Session session, Choice choice) throws JMSException {
    this.browse = new QueueBrowse(session, Queues.DEAD);
    this.choice = choice;
  }

  /** Null behind the last. */
  @Nullable DeadMessage next() throws JMSException {
    for (Message message = browse.next(); message != null; message = browse.next()) {
      DeadMessage dead = DeadMessage.of(message);
      if (choice.accepts(dead, message)) {
        return dead;
      }
    }
    return null;
  }

  @Override
  public void close() throws JMSException {
    browse.close();
  }
}
