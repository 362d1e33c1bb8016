package io.sealpost.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 *
 * <p>One that its route makes nothing of goes to the end of its queue for a second, in the
 * transaction of its neighbours. Those of a transaction that fails come back, after a second at the
 * earliest and behind their neighbours, whatever the broker's redelivery delay is; each is then
 * handled with nothing beside it, so that the one that cannot be committed harms no other twice.
 */
abstract class TransactedListenerContainer extends DefaultJmsMessageListenerContainer {
  private static final Logger LOG = LoggerFactory.getLogger(TransactedListenerContainer.class);
  private static final long MAX_PAUSE_MILLIS = 500;
  private static final Duration LAST_COMMITS = Duration.ofSeconds(5);

  private final Handover handover;

  /** Their routes failed. */
  private final RolledBackMessages unhandled = new RolledBackMessages(System::nanoTime);

  /** A transaction with them failed. */
  private final RolledBackMessages uncommitted = new RolledBackMessages(System::nanoTime);

  private final Postponement postponement;

  /** In a row, of all consumers. */
  private final AtomicInteger failures = new AtomicInteger();

  private final Collection<QueueConsumer> consumers = new ConcurrentLinkedQueue<>();

  TransactedListenerContainer(JmsEndpoint endpoint, Handover handover) {
    super(endpoint);
    this.handover = handover;
    postponement = new Postponement(uncommitted, handover.clock());
  }

  final Handover handover() {
    return handover;
  }

  /** Takes messages from the queue in a transaction of the session. */
  abstract QueueConsumer open(Session session, Queue queue) throws JMSException;

  @Override
  protected MessageConsumer createConsumer(Session session, Destination destination)
      throws JMSException {
    QueueConsumer consumer = open(session, (Queue) destination);
    consumers.add(consumer);
    if (!isRunning()) {
      // The stop may have looked for whom to wake just before.
      consumer.wake();
    }
    return consumer;
  }

  /** Spring's own waits for whoever waits for a message. */
  @Override
  protected void doStop() throws JMSException {
    super.doStop();
    consumers.removeIf(QueueConsumer::isClosed);
    consumers.forEach(QueueConsumer::wake);
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

  /**
   * Runs the route, unless the message comes too early.
   *
   * @param session what a step of an integrator's own sends through the same component goes to it,
   *     with all that follows from the message
   * @param id the message's {@linkplain JmsMessages#identity identity}
   */
  final HandledMessage handle(Session session, Message message, @Nullable String id) {
    JoinedSends sends = new JoinedSends(session);
    try {
      Forward back = postponement.of(message, id, getDestinationName());
      return back == null
          ? HandledMessage.done(message, id, run(sends.session(), message), sends)
          : HandledMessage.postponed(message, id, back);
    } catch (JMSException | RuntimeException | Error failure) {
      logReturn(id, id == null || unhandled.add(id), failure);
      return HandledMessage.failed(
          message, id, Postponement.back(getDestinationName(), id, RolledBackMessages.BRAKE));
    }
  }

  private Settlement run(Session session, Message message) throws JMSException {
    ConnectionFactory connections = obtainConnectionFactory();
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
      // The thread is ours: what a route put there to be logged goes with its message.
      MDC.clear();
    }
    return requireSettled(settlement, failure);
  }

  /** A failure behind a settlement cannot undo that an endpoint has answered: it is only told. */
  private Settlement requireSettled(
      @Nullable Settlement settlement, @Nullable RuntimeException failure) {
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
    return settlement;
  }

  /** A transaction with it failed, so that it has to be alone in its next one. */
  final boolean isSuspect(@Nullable String id) {
    return id != null && uncommitted.contains(id);
  }

  /** What its transaction came to. */
  final void over(HandledMessage message, boolean committed) {
    if (committed && message.isDone()) {
      failures.set(0);
      if (message.id() != null) {
        unhandled.remove(message.id());
        uncommitted.remove(message.id());
      }
    }
    message.settlement().end().over(committed);
  }

  /**
   * They come back.
   *
   * @param suspects one of them may be the cause
   */
  final void rolledBack(List<HandledMessage> suspects, Throwable cause) {
    for (HandledMessage suspect : suspects) {
      String id = suspect.id();
      logReturn(id, id == null || uncommitted.add(id), cause);
    }
  }

  /** Where all messages fail, their brakes alone would let them rush through one after another. */
  final void pauseAfterFailure() {
    int inARow = Math.min(failures.incrementAndGet(), 10);
    // From 2 ms on, doubled each time, up to half a second. A stop ends it.
    applyBackOffTime(() -> Math.min(MAX_PAUSE_MILLIS, 1L << inARow));
  }

  /** For one transaction. */
  final MessageForwarder forwarder(Session session) {
    return new MessageForwarder(session, handover.clock());
  }

  /**
   * Says that a message comes back.
   *
   * @param first not said before: once for a message, however often it comes back
   */
  private void logReturn(@Nullable String id, boolean first, Throwable failure) {
    if (first) {
      LOG.warn(
          "Message {} on {} was rolled back and comes back, each second until it can be handled: {}",
          id,
          getDestinationName(),
          rootCause(failure).toString());
    }
    LOG.debug("Message {} was rolled back because of", id, failure);
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
