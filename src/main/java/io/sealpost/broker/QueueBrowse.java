package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * One look at all messages of a queue, from its head on; they stay there. Belongs to one thread.
 *
 * <p>A JMS browser alone may leave out the rest of a queue: right behind a large message (over 100
 * KiB) Artemis says now and then that there is no more, and goes on when it is asked again.
 */
public final class QueueBrowse implements AutoCloseable {
  /** Two were always enough. */
  private static final int TIMES_ASKED = 3;

  private final QueueBrowser browser;
  private final Enumeration<?> messages;

  /**
   * @param browser of a started connection; closed with this
   */
  public QueueBrowse(QueueBrowser browser) throws JMSException {
    this.browser = browser;
    this.messages = browser.getEnumeration();
  }

  /** The next message; null behind the last. */
  public @Nullable Message next() {
    for (int asked = 0; asked < TIMES_ASKED; asked++) {
      if (messages.hasMoreElements()) {
        return (Message) messages.nextElement();
      }
    }
    return null;
  }

  @Override
  public void close() throws JMSException {
    browser.close();
  }
}
