package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.messaginghub.pooled.jms.JmsPoolSession;

/** What Artemis can do beneath JMS, where JMS has no word for it. */
final class CoreSession {
  private CoreSession() {}

  /**
   * Of one that may come from a pool.
   *
   * @throws IllegalArgumentException where it is not to an Artemis broker
   */
  static ClientSession of(Session session) throws JMSException {
    Session own = session instanceof JmsPoolSession pooled ? pooled.getInternalSession() : session;
    if (own instanceof ActiveMQSession artemis) {
      return artemis.getCoreSession();
    }
    throw new IllegalArgumentException(
        "A session of " + own.getClass().getName() + " is not to an Artemis broker");
  }
}
