package io.sealpost.broker;

import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;

/**
 * For routes whose messages take time and have nothing to do with each other: up to {@code
 * maxConcurrentConsumers} of the endpoint are handled at the same time, and those that are done
 * share a commit.
 */
public final class GroupCommitListenerContainerFactory implements MessageListenerContainerFactory {
  private final Handover handover;

  /** All routes of a context share the handover. */
  public GroupCommitListenerContainerFactory(Handover handover) {
    this.handover = handover;
  }

  @Override
  public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
    return new GroupCommitListenerContainer(endpoint, handover);
  }
}
