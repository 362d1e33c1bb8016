package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer whose messages are handled at the same time, in the one transaction of its session.
 * Each commit takes all that are settled when it begins: one alone is committed at once, many share
 * the price, and one that takes long holds up nobody. One thread receives, any thread settles, and
 * whoever settles first commits for those who come meanwhile.
 *
 * <p>A commit that fails brings back the messages that shared it. Where it does not come to one,
 * nothing is committed any more until {@link #rollBack}.
 */
final class GroupCommitConsumer extends QueueConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommitConsumer.class);

  /** Whose messages they are. */
  interface Owner {
    /** The message is open no more. */
    void over(HandledMessage message, boolean committed);

    /**
     * A commit failed.
     *
     * @param suspects one of them may be the cause; none where the connection was lost
     */
    void failed(List<HandledMessage> suspects, Exception cause);
  }

  /**
   * A message waits on the broker until it can be handled. Handed out in advance it would be parked
   * behind slow calls, while other consumers find nothing to do.
   */
  private static final int WINDOW_BYTES = 0;

  private final Session session;
  private final Supplier<MessageForwarder> forwarders;
  private final Owner owner;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fewerOpen = lock.newCondition();
  private List<HandledMessage> settled = new ArrayList<>();
  private boolean committing;
  private boolean failed;
  private int open;

  /**
   * @param forwarders one for each transaction of the session
   */
  GroupCommitConsumer(
      Session session,
      Queue queue,
      @Nullable String selector,
      Supplier<MessageForwarder> forwarders,
      Owner owner)
      throws JMSException {
    super(session, queue, selector, WINDOW_BYTES);
    this.session = session;
    this.forwarders = forwarders;
    this.owner = owner;
  }

  /**
   * The next message. It is open until it is settled and committed, or left.
   *
   * @return null if there was none in that time, or nothing can be committed
   */
  @Override
  public @Nullable Message receive(long millis) throws JMSException {
    Message message = hasFailed() ? null : super.receive(millis);
    if (message != null) {
      open(1);
    }
    return message;
  }

  /** Returns at once where another thread commits: that one takes this message along. */
  void settle(HandledMessage message) {
    lock.lock();
    try {
      settled.add(message);
      if (committing) {
        return;
      }
      committing = true;
    } finally {
      lock.unlock();
    }
    for (List<HandledMessage> group = next(); !group.isEmpty(); group = next()) {
      over(group, !hasFailed() && commit(group));
    }
  }

  private void over(List<HandledMessage> group, boolean committed) {
    for (HandledMessage one : group) {
      try {
        owner.over(one, committed);
      } catch (RuntimeException e) {
        // Thrown on, it would keep all others from their end.
        LOG.error("Somebody who hears of the end of a transaction failed", e);
      }
    }
    open(-group.size());
  }

  /** An open message stays on its queue. */
  void leave() {
    open(-1);
  }

  /** Waits until no more than that many are open. */
  void awaitOpen(int atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (open > atMost) {
        fewerOpen.await();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean hasOpen() {
    lock.lock();
    try {
      return open > 0;
    } finally {
      lock.unlock();
    }
  }

  boolean hasFailed() {
    lock.lock();
    try {
      return failed;
    } finally {
      lock.unlock();
    }
  }

  /** All that were received and not committed come back: to be called when none is open. */
  void rollBack() throws JMSException {
    session.rollback();
    lock.lock();
    try {
      failed = false;
    } finally {
      lock.unlock();
    }
  }

  private List<HandledMessage> next() {
    lock.lock();
    try {
      List<HandledMessage> group = settled;
      settled = new ArrayList<>();
      committing = !group.isEmpty();
      return group;
    } finally {
      lock.unlock();
    }
  }

  private boolean commit(List<HandledMessage> group) {
    if (!send(group)) {
      return false;
    }
    try {
      session.commit();
      return true;
    } catch (JMSException | RuntimeException e) {
      // The broker has rolled back these, and no others of the session.
      owner.failed(isClosed() ? List.of() : group, e);
      return false;
    }
  }

  private boolean send(List<HandledMessage> group) {
    MessageForwarder forwarder = forwarders.get();
    List<HandledMessage> suspects = group;
    try {
      for (HandledMessage one : group) {
        suspects = List.of(one);
        one.send(forwarder);
        acknowledge(one.message());
      }
      suspects = group;
      forwarder.send(Line.joined(HandledMessage.lines(group)));
      return true;
    } catch (JMSException | RuntimeException e) {
      // What was sent before must not be committed with what comes.
      fail();
      owner.failed(isClosed() ? List.of() : suspects, e);
      return false;
    }
  }

  private void fail() {
    lock.lock();
    try {
      failed = true;
    } finally {
      lock.unlock();
    }
    wake();
  }

  private void open(int count) {
    lock.lock();
    try {
      open += count;
      fewerOpen.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
