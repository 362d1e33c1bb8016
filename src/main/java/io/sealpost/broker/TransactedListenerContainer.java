package io.sealpost.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
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
 * Without a settlement, or after an exception, the message comes back; the broker's redelivery
 * delay is the brake.
 */
final class TransactedListenerContainer extends DefaultJmsMessageListenerContainer {
  private static final Logger LOG = LoggerFactory.getLogger(TransactedListenerContainer.class);

  private final Handover handover;
  private final int messagesPerTransaction;
  private final SharedWork shared;

  /** Transactions still to be made with one message each, after one with several failed. */
  private final AtomicInteger alone = new AtomicInteger();

  TransactedListenerContainer(
      JmsEndpoint endpoint, Handover handover, int messagesPerTransaction, SharedWork shared) {
    super(endpoint);
    this.handover = handover;
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

  /** A consumer is stopped by interrupting its receive: there is nothing to recover from then. */
  @Override
  protected void handleListenerSetupFailure(Throwable failure, boolean alreadyRecovered) {
    if (isRunning()) {
      super.handleListenerSetupFailure(failure, alreadyRecovered);
    }
  }

  private void transact(Session session, MessageConsumer consumer, Message first)
      throws JMSException {
    if (!isRunning()) {
      session.rollback();
      return;
    }
    int limit = alone.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 1 : messagesPerTransaction;
    int handled = 0;
    // Forwarding changes the message's id: keep the one it came with.
    String id = first.getJMSMessageID();
    shared.begin();
    try {
      Message message = first;
      while (message != null) {
        id = message.getJMSMessageID();
        handle(session, message);
        handled++;
        message = handled < limit && isRunning() ? consumer.receiveNoWait() : null;
      }
      shared.beforeCommit();
      session.commit();
    } catch (HeldBackException heldBack) {
      LOG.debug("Messages on {} are held back", getDestinationName(), heldBack);
      session.rollback();
    } catch (JMSException | RuntimeException | Error failure) {
      if (handled > 0 || limit > 1) {
        // One of them may be the cause. Alone, it holds up nobody when it comes back.
        alone.set(messagesPerTransaction);
      }
      rollBack(session, id, failure);
      // A broker that fails us is for the container to recover from.
      if (failure instanceof JMSException broken) {
        throw broken;
      }
    }
  }

  private void handle(Session session, Message message) throws JMSException {
    ConnectionFactory connections = obtainConnectionFactory();
    // What a step of an integrator's own sends through the same component joins the transaction.
    TransactionSynchronizationManager.bindResource(connections, new JmsResourceHolder(session));
    Settlement settlement;
    MDC.clear();
    handover.begin();
    try {
      invokeListener(session, message);
    } finally {
      settlement = handover.end();
      TransactionSynchronizationManager.unbindResource(connections);
    }
    if (settlement == null) {
      throw new IllegalStateException(
          "The route handed over no settlement: its last step has to say what becomes of the"
              + " message");
    }
    MessageForwarder forwarder = new MessageForwarder(session);
    forwarder.send(settlement.messages());
    forwarder.forward(message, settlement.forwards());
  }

  private void rollBack(Session session, @Nullable String id, Throwable failure)
      throws JMSException {
    LOG.warn(
        "Message {} on {} was rolled back and comes back: {}",
        id,
        getDestinationName(),
        rootCause(failure).toString());
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
