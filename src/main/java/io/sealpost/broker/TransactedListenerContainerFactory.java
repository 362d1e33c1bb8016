package io.sealpost.broker;

import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;

/**
 * Makes consumers that own their transaction: receive, run the route, send what the route handed
 * over, commit. For the endpoint option {@code messageListenerContainerFactory}.
 */
public final class TransactedListenerContainerFactory implements MessageListenerContainerFactory {
  private final Handover handover;
  private final int messagesPerTransaction;
  private final SharedWork shared;

  /**
   * All routes of a context share the handover.
   *
   * @param messagesPerTransaction at most this many, from 1; fewer when no more are waiting, so
   *     that a message alone is committed at once
   */
  public TransactedListenerContainerFactory(Handover handover, int messagesPerTransaction) {
    this(handover, messagesPerTransaction, SharedWork.NONE);
  }

  /**
   * As above.
   *
   * @param shared done once for all messages of a transaction, before it commits
   */
  public TransactedListenerContainerFactory(
      Handover handover, int messagesPerTransaction, SharedWork shared) {
    if (messagesPerTransaction < 1) {
      throw new IllegalArgumentException(
          "messagesPerTransaction is " + messagesPerTransaction + ": use 1 or more");
    }
    this.handover = handover;
    this.messagesPerTransaction = messagesPerTransaction;
    this.shared = shared;
  }

  @Override
  public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
    return new BatchListenerContainer(endpoint, handover, messagesPerTransaction, shared);
  }
}
