package io.sealpost.broker;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.core.client.impl.ClientConsumerInternal;
import org.apache.activemq.artemis.core.client.impl.ClientLargeMessageInternal;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.activemq.artemis.jms.client.JMSExceptionHelper;
import org.apache.activemq.artemis.utils.AutoCreateUtil;
import org.apache.activemq.artemis.utils.SelectorTranslator;
import org.jspecify.annotations.Nullable;

/**
 * A consumer whose messages are acknowledged one by one, in any order, each in the transaction of
 * its session: JMS knows only all that were received so far. One thread may receive while another
 * acknowledges and commits.
 */
class QueueConsumer implements MessageConsumer {
  private final ClientConsumer consumer;
  private final @Nullable String selector;
  private final int windowBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread receiver;
  private boolean woken;

  /**
   * Makes the queue, where the broker lets it be made by its users.
   *
   * @param session of {@link BrokerConnections}, transacted
   * @param selector in JMS's words; null for all messages
   * @param windowBytes what the broker hands out in advance; 0: one message each time one is asked
   *     for
   */
  QueueConsumer(Session session, Queue queue, @Nullable String selector, int windowBytes)
      throws JMSException {
    this.selector = selector;
    this.windowBytes = windowBytes;
    ClientSession core = CoreSession.of(session);
    SimpleString address = ((ActiveMQDestination) queue).getSimpleAddress();
    try {
      AutoCreateUtil.autoCreateQueue(core, address, null);
      consumer = core.createConsumer(address, filter(selector), windowBytes, -1, false);
    } catch (ActiveMQException e) {
      throw JMSExceptionHelper.convertFromActiveMQException(e);
    }
  }

  private static @Nullable SimpleString filter(@Nullable String selector) {
    return SimpleString.of(SelectorTranslator.convertToActiveMQFilterString(selector));
  }

  /** Null if there was none in that time, or it was {@linkplain #wake woken}. */
  @Override
  public @Nullable Message receive(long millis) throws JMSException {
    return receive(() -> consumer.receive(millis));
  }

  /** With a window, what was handed out already; without one, the broker is asked. */
  @Override
  public @Nullable Message receiveNoWait() throws JMSException {
    if (windowBytes > 0 && ((ClientConsumerInternal) consumer).getBufferSize() == 0) {
      return null;
    }
    return receive(consumer::receiveImmediate);
  }

  /**
   * Ends a wait for a message, or keeps the next one from beginning. Artemis knows no other way to
   * end it than to interrupt it.
   */
  final void wake() {
    lock.lock();
    try {
      woken = true;
      if (receiver != null) {
        receiver.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Message receive(Receive receive) throws JMSException {
    if (!begin()) {
      return null;
    }
    try {
      return message(receive.run());
    } catch (ActiveMQException e) {
      throw JMSExceptionHelper.convertFromActiveMQException(e);
    } catch (ActiveMQInterruptedException e) {
      // By whom, is found out at the end.
      Thread.currentThread().interrupt();
      return null;
    } finally {
      end();
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      if (woken) {
        woken = false;
        return false;
      }
      receiver = Thread.currentThread();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      receiver = null;
      if (woken) {
        woken = false;
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gone from its queue when its session commits. */
  final void acknowledge(Message received) throws JMSException {
    try {
      ((ActiveMQMessage) received).getCoreMessage().individualAcknowledge();
    } catch (ActiveMQException e) {
      throw JMSExceptionHelper.convertFromActiveMQException(e);
    }
  }

  /** Also when its connection is lost. */
  final boolean isClosed() {
    return consumer.isClosed();
  }

  @Override
  public void close() throws JMSException {
    try {
      consumer.close();
    } catch (ActiveMQException e) {
      throw JMSExceptionHelper.convertFromActiveMQException(e);
    }
  }

  private static @Nullable Message message(@Nullable ClientMessage received)
      throws ActiveMQException {
    if (received == null) {
      return null;
    }
    if (received instanceof ClientLargeMessageInternal && !LargeBody.isLeft(received)) {
      // What has not arrived when the next message is asked for is lost.
      received.getBodyBuffer();
    }
    if (received.getRoutingType() == null) {
      received.setRoutingType(RoutingType.ANYCAST);
    }
    ActiveMQMessage message =
        ActiveMQMessage.createMessage(received, null, new NothingDeserialized());
    message.doBeforeReceive();
    return message;
  }

  @Override
  public Message receive() throws JMSException {
    throw new IllegalStateException("Asked for a message without a limit of time");
  }

  @Override
  public @Nullable String getMessageSelector() {
    return selector;
  }

  @Override
  public @Nullable MessageListener getMessageListener() {
    return null;
  }

  @Override
  public void setMessageListener(MessageListener listener) throws JMSException {
    throw new IllegalStateException("Messages are received, not listened for");
  }

  @FunctionalInterface
  private interface Receive {
    @Nullable ClientMessage run() throws ActiveMQException;
  }
}
