package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.jms.JmsEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One message after the other, as many in a transaction as there are without waiting. */
final class BatchListenerContainer extends TransactedListenerContainer {
  private static final Logger LOG = LoggerFactory.getLogger(BatchListenerContainer.class);

  /** Handed out in advance, messages would come back with each one that fails. */
  private static final int WINDOW_BYTES = 0;

  private final int messagesPerTransaction;
  private final SharedWork shared;
  private final RolledBackMessages rolledBack = new RolledBackMessages(System::nanoTime);
  private final Postponement postponement;

  /** Transactions still to be made with one message each, after one with several failed. */
  private final AtomicInteger alone = new AtomicInteger();

  BatchListenerContainer(
      JmsEndpoint endpoint, Handover handover, int messagesPerTransaction, SharedWork shared) {
    super(endpoint, handover);
    this.postponement = new Postponement(rolledBack, handover.clock());
    this.messagesPerTransaction = messagesPerTransaction;
    this.shared = shared;
  }

  @Override
  QueueConsumer open(Session session, Queue queue) throws JMSException {
    return new QueueConsumer(session, queue, getMessageSelector(), WINDOW_BYTES);
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
      transact(session, queue, message);
    } finally {
      handover().transactionClosed();
    }
    return true;
  }

  private void transact(Session session, QueueConsumer consumer, Message first)
      throws JMSException {
    if (!isRunning()) {
      session.rollback();
      return;
    }
    int limit = alone.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 1 : messagesPerTransaction;
    List<@Nullable String> handled = new ArrayList<>();
    List<TransactionEnd> ends = new ArrayList<>();
    MessageForwarder forwarder = forwarder(session);
    boolean committed = false;
    // Forwarding changes the message's id: keep the one it came with.
    String id = JmsMessages.identity(first);
    shared.begin();
    try {
      Message message = first;
      for (int received = 1; message != null; received++) {
        id = JmsMessages.identity(message);
        Forward back = postponement.of(message, id, getDestinationName());
        if (back != null) {
          forwarder.forward(message, List.of(back));
        } else {
          Settlement settlement = handle(session, message);
          ends.add(settlement.end());
          forwarder.send(settlement.messages());
          forwarder.forward(message, settlement.forwards());
          handled.add(id);
        }
        consumer.acknowledge(message);
        message = received < limit && isRunning() ? consumer.receiveNoWait() : null;
      }
      shared.beforeCommit();
      session.commit();
      committed = true;
      if (!handled.isEmpty()) {
        succeeded();
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
      pauseAfterFailure();
    } finally {
      for (TransactionEnd end : ends) {
        end.over(committed);
      }
    }
  }

  private void rollBack(Session session, @Nullable String id, Throwable failure)
      throws JMSException {
    logReturn(id, id == null || rolledBack.add(id), failure);
    try {
      session.rollback();
    } catch (JMSException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }
}
