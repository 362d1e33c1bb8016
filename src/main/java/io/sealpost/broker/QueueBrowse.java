package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNonExistentQueueException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.activemq.artemis.utils.collections.ConcurrentLongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * One look at all messages of a queue, from its head on; they stay there. Belongs to one thread.
 *
 * <p>Not a JMS browser: that asks once whether there is another message, and gets a no where the
 * broker has not yet heard that it may send one. Behind a large message, in a deep queue or under
 * load it leaves out the rest without a word. The broker itself shows a message again that a
 * consumer gave back meanwhile; each comes once here, for which some 16 bytes a message are kept.
 */
public final class QueueBrowse implements AutoCloseable {
  /** Without a message for so long, the broker is asked whether that was the last. */
  private static final long QUIET_MILLIS = 500;

  /** What comes without being asked for. */
  private static final int WINDOW_BYTES = 1024 * 1024;

  private static final int ANY_RATE = -1;

  /** Their numbers, which the broker gives once. */
  private final ConcurrentLongHashSet seen = new ConcurrentLongHashSet();

  /** Null where there is no such queue. */
  private final @Nullable ClientConsumer consumer;

  /**
   * @param session of a started connection to an Artemis
   * @param queue that it is not there yet means that it has no messages
   */
  public QueueBrowse(Session session, String queue) throws JMSException {
    this.consumer = consumer(CoreSession.of(session), queue);
  }

  private static @Nullable ClientConsumer consumer(ClientSession session, String queue)
      throws JMSException {
    try {
      return session.createConsumer(SimpleString.of(queue), null, WINDOW_BYTES, ANY_RATE, true);
    } catch (ActiveMQNonExistentQueueException e) {
      return null;
    } catch (ActiveMQException e) {
      throw BrokerManagement.failure("Queue " + queue + " cannot be looked at", e);
    }
  }

  /** The next message; null behind the last. */
  public @Nullable Message next() throws JMSException {
    if (consumer == null) {
      return null;
    }
    try {
      ClientMessage core = consumer.receive(QUIET_MILLIS);
      while (core != null && !seen.add(core.getMessageID())) {
        core = consumer.receive(QUIET_MILLIS);
      }
      if (core == null) {
        return null;
      }
      ActiveMQMessage message = ActiveMQMessage.createMessage(core, null);
      message.doBeforeReceive();
      return message;
    } catch (ActiveMQException e) {
      throw BrokerManagement.failure("The broker failed while a queue was looked at", e);
    }
  }

  @Override
  public void close() throws JMSException {
    if (consumer == null) {
      return;
    }
    try {
      consumer.close();
    } catch (ActiveMQException e) {
      throw BrokerManagement.failure("A look at a queue cannot be ended", e);
    }
  }
}
