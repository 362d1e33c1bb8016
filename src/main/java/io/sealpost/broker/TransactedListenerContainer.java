package io.sealpost.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.jms.connection.JmsResourceHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A message is gone from its queue exactly when everything that follows from it is on its own.
 * Without a settlement, or after an exception, the message comes back, and is handled again after a
 * second at the earliest: others pass it meanwhile, whatever the broker's redelivery delay is.
 */
final class TransactedListenerContainer extends DefaultJmsMessageListenerContainer {
  private static final Logger LOG = LoggerFactory.getLogger(TransactedListenerContainer.class);
  private static final long MAX_PAUSE_MILLIS = 500;
  private static final Duration LAST_COMMITS = Duration.ofSeconds(5);

  private final Handover handover;
  private final int messagesPerTransaction;
  private final SharedWork shared;
  private final RolledBackMessages rolledBack = new RolledBackMessages(System::nanoTime);
  private final Postponement postponement;

  /** Transactions in a row that failed, of all consumers. */
  private final AtomicInteger failures = new AtomicInteger();

  /** Transactions still to be made with one message each, after one with several failed. */
  private final AtomicInteger alone = new AtomicInteger();

  TransactedListenerContainer(
      JmsEndpoint endpoint, Handover handover, int messagesPerTransaction, SharedWork shared) {
    super(endpoint);
    this.handover = handover;
    this.postponement = new Postponement(rolledBack, handover.clock());
    this.messagesPerTransaction = messagesPerTransaction;
    this.shared = shared;
  }

  @Override
  protected void validateConfiguration() {
    super.validateConfiguration();
    if (!isSessionTransacted()
        || getTransactionManager() != null
        || getCacheLevel() != CACHE_CONSUMER) {
      throw new IllegalArgumentException(
          "The consumer of "
              + getDestinationName()
              + " would not own its transaction: it needs transacted=true,"
              + " lazyCreateTransactionManager=false and cacheLevelName=CACHE_CONSUMER");
    }
  }

  @Override
  protected boolean receiveAndExecute(
      Object invoker, @Nullable Session session, @Nullable MessageConsumer consumer)
      throws JMSException {
    if (session == null || consumer == null) {
      throw new IllegalStateException(
          "The consumer of " + getDestinationName() + " has no session of its own");
    }
    Message message = receiveMessage(consumer);
    if (message == null) {
      noMessageReceived(invoker, session);
      return false;
    }
    messageReceived(invoker, session);
    handover.transactionOpened();
    try {
      transact(session, consumer, message);
    } finally {
      handover.transactionClosed();
      // The thread is ours: what a route put there to be logged goes with its message.
      MDC.clear();
    }
    return true;
  }

  /**
   * Ends no session in the middle of a transaction: what an endpoint has answered already would be
   * rolled back, and sent again. The component cuts waiting short by an interrupt, when it is
   * stopped itself while its consumers still stop asynchronously.
   */
  @Override
  protected void doShutdown() throws JMSException {
    super.doShutdown();
    if (getActiveConsumerCount() == 0) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!handover.awaitIdle(LAST_COMMITS)) {
        LOG.warn("Messages of {} still being handled are rolled back", getDestinationName());
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A consumer is stopped by interrupting its receive: there is nothing to recover from then. */
  @Override
  protected void handleListenerSetupFailure(Throwable failure, boolean alreadyRecovered) {
    if (isRunning()) {
      if (failure instanceof JMSSecurityException
          || failure instanceof InvalidDestinationException) {
        handover.outages().refused(getDestinationName(), failure);
      } else {
        // Whether there is a connection at all is seen, and told, by whoever tries for a new one.
        LOG.debug("A consumer of {} lost its session", getDestinationName(), failure);
      }
    }
  }

  /** As Spring's, but that all containers together say it once, instead of each every second. */
  @Override
  protected void refreshConnectionUntilSuccessful() {
    while (isRunning()) {
      try {
        refreshSharedConnection();
        handover.outages().connected();
        return;
      } catch (JMSException | RuntimeException e) {
        handover.outages().noConnection(e);
      }
      if (!applyBackOffTime(() -> SealpostJms.RECOVERY_INTERVAL_MILLIS)) {
        return;
      }
    }
  }

  private void transact(Session session, MessageConsumer consumer, Message first)
      throws JMSException {
    if (!isRunning()) {
      session.rollback();
      return;
    }
    int limit = alone.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 1 : messagesPerTransaction;
    List<@Nullable String> handled = new ArrayList<>();
    List<TransactionEnd> ends = new ArrayList<>();
    boolean committed = false;
    // Forwarding changes the message's id: keep the one it came with.
    String id = JmsMessages.identity(first);
    shared.begin();
    try {
      Message message = first;
      for (int received = 1; message != null; received++) {
        id = JmsMessages.identity(message);
        if (!putBack(session, message, id)) {
          handle(session, message, ends);
          handled.add(id);
        }
        message = received < limit && isRunning() ? consumer.receiveNoWait() : null;
      }
      shared.beforeCommit();
      session.commit();
      committed = true;
      if (!handled.isEmpty()) {
        failures.set(0);
        rolledBack.removeAll(handled);
      }
    } catch (HeldBackException heldBack) {
      LOG.debug("Messages on {} are held back", getDestinationName(), heldBack);
      session.rollback();
    } catch (JMSException | RuntimeException | Error failure) {
      if (!handled.isEmpty() || limit > 1) {
        // One of them may be the cause. Alone, it holds up nobody when it comes back.
        alone.set(messagesPerTransaction);
      }
      rollBack(session, id, failure);
      // A broker that fails us is for the container to recover from.
      if (failure instanceof JMSException broken) {
        throw broken;
      }
      pause();
    } finally {
      for (TransactionEnd end : ends) {
        end.over(committed);
      }
    }
  }

  private boolean putBack(Session session, Message message, @Nullable String id)
      throws JMSException {
    if (isPubSubDomain()) {
      return false;
    }
    Forward back = postponement.of(message, id, getDestinationName());
    if (back == null) {
      return false;
    }
    forwarder(session).forward(message, List.of(back));
    return true;
  }

  /** Where all messages fail, their brakes alone would let them rush through one after another. */
  private void pause() {
    int inARow = Math.min(failures.incrementAndGet(), 10);
    // From 2 ms on, doubled each time, up to half a second. A stop ends it.
    applyBackOffTime(() -> Math.min(MAX_PAUSE_MILLIS, 1L << inARow));
  }

  private void handle(Session session, Message message, List<TransactionEnd> ends)
      throws JMSException {
    ConnectionFactory connections = obtainConnectionFactory();
    // What a step of an integrator's own sends through the same component joins the transaction.
    TransactionSynchronizationManager.bindResource(connections, new JmsResourceHolder(session));
    Settlement settlement;
    RuntimeException failure = null;
    MDC.clear();
    handover.begin();
    try {
      invokeListener(session, message);
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      settlement = handover.end();
      TransactionSynchronizationManager.unbindResource(connections);
    }
    requireSettled(settlement, failure);
    ends.add(settlement.end());
    MessageForwarder forwarder = forwarder(session);
    forwarder.send(settlement.messages());
    forwarder.forward(message, settlement.forwards());
  }

  private MessageForwarder forwarder(Session session) {
    return new MessageForwarder(session, handover.clock());
  }

  /** A failure behind a settlement cannot undo that an endpoint has answered: it is only told. */
  private void requireSettled(@Nullable Settlement settlement, @Nullable RuntimeException failure) {
    if (settlement == null) {
      throw failure != null
          ? failure
          : new IllegalStateException(
              "The route handed over no settlement: its last step has to say what becomes of the"
                  + " message");
    }
    if (failure != null) {
      LOG.warn(
          "A route on {} failed after its message was settled: {}",
          getDestinationName(),
          rootCause(failure).toString());
      LOG.debug("What stands is the settlement, not", failure);
    }
  }

  private void rollBack(Session session, @Nullable String id, Throwable failure)
      throws JMSException {
    // Once for a message, however often it comes back.
    if (id == null || rolledBack.add(id)) {
      LOG.warn(
          "Message {} on {} was rolled back and comes back, each second until it can be handled: {}",
          id,
          getDestinationName(),
          rootCause(failure).toString());
    }
    LOG.debug("Message {} was rolled back because of", id, failure);
    try {
      session.rollback();
    } catch (JMSException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    // Bounded: a chain of causes may be a circle.
    for (int depth = 0; cause.getCause() != null && depth < 20; depth++) {
      cause = cause.getCause();
    }
    return cause;
  }
}
