package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.jms.JmsEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One message after the other, as many in a transaction as there are without waiting, or within the
 * {@linkplain SharedWork#interval interval} of what they share.
 */
final class BatchListenerContainer extends TransactedListenerContainer {
  private static final Logger LOG = LoggerFactory.getLogger(BatchListenerContainer.class);

  /** Handed out in advance where many messages share a transaction: each asked for costs a trip. */
  private static final int WINDOW_BYTES = 256 * 1024;

  private final int messagesPerTransaction;
  private final SharedWork shared;

  /** The last one of any consumer, by {@link System#nanoTime}. */
  private volatile long committedAt;

  BatchListenerContainer(
      JmsEndpoint endpoint, Handover handover, int messagesPerTransaction, SharedWork shared) {
    super(endpoint, handover);
    this.messagesPerTransaction = messagesPerTransaction;
    this.shared = shared;
    committedAt = System.nanoTime() - shared.interval().toNanos();
  }

  @Override
  QueueConsumer open(Session session, Queue queue) throws JMSException {
    int windowBytes = messagesPerTransaction == 1 ? 0 : WINDOW_BYTES;
    return new QueueConsumer(session, queue, getMessageSelector(), windowBytes);
  }

  @Override
  protected boolean receiveAndExecute(
      Object invoker, @Nullable Session session, @Nullable MessageConsumer consumer)
      throws JMSException {
    if (session == null || !(consumer instanceof QueueConsumer queue)) {
      throw new IllegalStateException(
          "The consumer of " + getDestinationName() + " has no session of its own");
    }
    Message message = receiveMessage(consumer);
    if (message == null) {
      noMessageReceived(invoker, session);
      return false;
    }
    messageReceived(invoker, session);
    handover().transactionOpened();
    try {
      while (message != null) {
        message = transact(session, queue, message);
      }
    } finally {
      handover().transactionClosed();
    }
    return true;
  }

  /**
   * Returns the message that the next transaction begins with, since it has to be alone; null
   * without one.
   */
  private @Nullable Message transact(Session session, QueueConsumer consumer, Message first)
      throws JMSException {
    if (!isRunning()) {
      session.rollback();
      return null;
    }
    Batch batch = new Batch(session, consumer);
    shared.begin();
    try {
      Message next = first;
      do {
        batch.add(next);
        next = batch.isFull() ? null : next(consumer);
      } while (next != null && !isSuspect(JmsMessages.identity(next)));
      shared.beforeCommit();
      batch.commit();
      return next;
    } catch (HeldBackException heldBack) {
      LOG.debug("Messages on {} are held back", getDestinationName(), heldBack);
      session.rollback();
      return null;
    } catch (JMSException | RuntimeException | Error failure) {
      rolledBack(consumer.isClosed() ? List.of() : batch.suspects(), failure);
      rollBack(session, failure);
      return null;
    } finally {
      batch.over();
    }
  }

  /** Null if none comes before it is time to commit. */
  private @Nullable Message next(QueueConsumer consumer) throws JMSException {
    long left = committedAt + shared.interval().toNanos() - System.nanoTime();
    long millis = TimeUnit.NANOSECONDS.toMillis(left);
    return millis > 0 ? consumer.receive(millis) : consumer.receiveNoWait();
  }

  /** Also what was handed out in advance. */
  private void rollBack(Session session, Throwable failure) throws JMSException {
    LOG.debug("A transaction of {} failed", getDestinationName(), failure);
    try {
      session.rollback();
    } catch (JMSException e) {
      e.addSuppressed(failure);
      throw e;
    }
    // A broker that fails us is for the container to recover from.
    if (failure instanceof JMSException broken) {
      throw broken;
    }
    pauseAfterFailure();
  }

  private final class Batch {
    private final Session session;
    private final QueueConsumer consumer;
    private final MessageForwarder forwarder;
    private final List<HandledMessage> messages = new ArrayList<>();
    private boolean sending;
    private boolean full;
    private boolean committed;

    Batch(Session session, QueueConsumer consumer) {
      this.session = session;
      this.consumer = consumer;
      forwarder = forwarder(session);
    }

    void add(Message message) throws JMSException {
      // Forwarding changes the message's id: keep the one it came with.
      String id = JmsMessages.identity(message);
      HandledMessage handled = handle(session, message, id);
      messages.add(handled);
      sending = true;
      handled.send(forwarder);
      consumer.acknowledge(message);
      sending = false;
      full =
          messages.size() == messagesPerTransaction
              || shared.isFull()
              || isSuspect(id)
              || !isRunning();
    }

    boolean isFull() {
      return full;
    }

    /** Of those in it, one may be why it failed. */
    List<HandledMessage> suspects() {
      return sending ? messages.subList(messages.size() - 1, messages.size()) : messages;
    }

    void commit() throws JMSException {
      forwarder.send(Line.joined(HandledMessage.lines(messages)));
      session.commit();
      committed = true;
      committedAt = System.nanoTime();
    }

    void over() {
      messages.forEach(one -> BatchListenerContainer.this.over(one, committed));
      if (committed && messages.stream().anyMatch(HandledMessage::isFailed)) {
        pauseAfterFailure();
      }
    }
  }
}
