package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to {@code maxConcurrentConsumers} messages at the same time, each on a thread of its own; few
 * sessions receive and commit them.
 */
final class GroupCommitListenerContainer extends TransactedListenerContainer {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommitListenerContainer.class);

  /** A session takes what one thread can receive. With more of them, fewer share a commit. */
  private static final int MAX_SESSIONS = 4;

  private static final long IDLE_SECONDS = 30;

  /** From one look whether to stop to the next, while all places are taken. */
  private static final long PLACE_MILLIS = 1_000;

  private final ExecutorService workers;
  private final Semaphore places;
  private final GroupCommitConsumer.Owner owner = new Ends();

  GroupCommitListenerContainer(JmsEndpoint endpoint, Handover handover) {
    super(endpoint, handover);
    workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new CamelThreadFactory(
                endpoint.getCamelContext().getExecutorServiceManager().getThreadNamePattern(),
                endpoint.getThreadName(),
                true));
    places =
        new Semaphore(
            Math.max(endpoint.getConcurrentConsumers(), endpoint.getMaxConcurrentConsumers()));
  }

  @Override
  protected void validateConfiguration() {
    super.validateConfiguration();
    setMaxConcurrentConsumers(Math.min(getMaxConcurrentConsumers(), MAX_SESSIONS));
  }

  @Override
  QueueConsumer open(Session session, Queue queue) throws JMSException {
    return new GroupCommitConsumer(
        session, queue, getMessageSelector(), () -> forwarder(session), owner);
  }

  @Override
  protected boolean receiveAndExecute(
      Object invoker, @Nullable Session session, @Nullable MessageConsumer consumer)
      throws JMSException {
    if (session == null || !(consumer instanceof GroupCommitConsumer group)) {
      throw new IllegalStateException(
          "The consumer of " + getDestinationName() + " has no session of its own");
    }
    boolean received;
    try {
      received = receive(session, group) || group.hasOpen();
      if (!isRunning()) {
        // What comes next ends the session.
        group.awaitOpen(0);
      }
      if (group.hasFailed()) {
        recover(group);
      }
    } catch (InterruptedException e) {
      // Whoever stops us does not wait any longer: the session's end rolls back.
      Thread.currentThread().interrupt();
      return false;
    }
    if (received) {
      messageReceived(invoker, session);
    } else {
      noMessageReceived(invoker, session);
    }
    return received;
  }

  @Override
  protected void doShutdown() throws JMSException {
    super.doShutdown();
    workers.shutdown();
  }

  private boolean receive(Session session, GroupCommitConsumer group)
      throws JMSException, InterruptedException {
    if (!places.tryAcquire(PLACE_MILLIS, TimeUnit.MILLISECONDS)) {
      return true;
    }
    Message message = null;
    try {
      message = group.receive(getReceiveTimeout());
    } finally {
      if (message == null) {
        places.release();
      }
    }
    if (message == null) {
      return false;
    }
    handover().transactionOpened();
    dispatch(session, group, message);
    return true;
  }

  private void dispatch(Session session, GroupCommitConsumer group, Message message)
      throws JMSException, InterruptedException {
    boolean taken = false;
    try {
      String id = JmsMessages.identity(message);
      if (!isRunning()) {
        group.awaitOpen(1);
        group.rollBack();
      } else if (LargeBody.of(message) != null || isSuspect(id)) {
        // A body that is still arriving has to be sent on before the next message is received.
        group.awaitOpen(1);
        group.settle(braked(session, message, id));
        taken = true;
      } else {
        workers.execute(() -> group.settle(braked(session, message, id)));
        taken = true;
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("A message of {} is not handled any more", getDestinationName(), e);
    } finally {
      if (!taken) {
        group.leave();
        closed();
      }
    }
  }

  private HandledMessage braked(Session session, Message message, @Nullable String id) {
    HandledMessage handled = handle(session, message, id);
    if (handled.isFailed()) {
      pauseAfterFailure();
    }
    return handled;
  }

  private void recover(GroupCommitConsumer group) throws JMSException, InterruptedException {
    if (group.isClosed()) {
      throw new JMSException("The session of a consumer of " + getDestinationName() + " is gone");
    }
    group.awaitOpen(0);
    group.rollBack();
  }

  private void closed() {
    places.release();
    handover().transactionClosed();
  }

  private final class Ends implements GroupCommitConsumer.Owner {
    @Override
    public void over(HandledMessage message, boolean committed) {
      try {
        GroupCommitListenerContainer.this.over(message, committed);
      } finally {
        closed();
      }
    }

    @Override
    public void failed(List<HandledMessage> suspects, Exception cause) {
      LOG.debug("A commit of {} failed", getDestinationName(), cause);
      rolledBack(suspects, cause);
    }
  }
}
