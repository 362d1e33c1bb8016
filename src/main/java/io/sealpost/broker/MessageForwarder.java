package io.sealpost.broker;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Locale;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.client.impl.ClientMessageImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.activemq.artemis.utils.collections.TypedProperties;

/**
 * Sends received messages on without looking into them: the body travels as the bytes it came in,
 * whatever its type, so that an object is never deserialised. The message gets a new JMSMessageID.
 *
 * <p>Not thread-safe: belongs to its session's thread.
 */
public final class MessageForwarder {
  private final Session session;

  public MessageForwarder(Session session) {
    this.session = session;
  }

  /**
   * Persistent, with the priority it had. A time to live goes on counting, but not into the dead
   * queue: there nothing may vanish by itself.
   *
   * @param received changed by this; of no further use to the caller
   */
  public void forward(Message received, List<Forward> forwards) throws JMSException {
    if (forwards.isEmpty()) {
      return;
    }
    int priority = received.getJMSPriority();
    long expiration = received.getJMSExpiration();
    ClientMessageImpl core = core(received);
    TypedProperties properties = core.getProperties();
    TypedProperties original = carried(properties);
    for (Forward forward : forwards) {
      properties.clear();
      properties.putTypedProperties(original);
      forward.dropped().forEach(name -> properties.removeProperty(SimpleString.of(name)));
      forward.properties().forEach(core::putObjectProperty);
      // Or the bytes of the copy before are sent once more.
      core.messageChanged();
      MessageProducer producer = session.createProducer(session.createQueue(forward.queue()));
      try {
        producer.setDeliveryDelay(forward.delay().toMillis());
        producer.send(
            received, DeliveryMode.PERSISTENT, priority, timeToLive(forward.queue(), expiration));
      } finally {
        producer.close();
      }
    }
  }

  /** Persistent. */
  public void send(List<NewMessage> messages) throws JMSException {
    for (NewMessage message : messages) {
      MessageProducer producer = session.createProducer(session.createQueue(message.queue()));
      try {
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        producer.send(session.createTextMessage(message.text()));
      } finally {
        producer.close();
      }
    }
  }

  private static long timeToLive(String queue, long expiration) {
    if (expiration == 0 || queue.equals(Queues.DEAD)) {
      return 0;
    }
    // Zero would mean for ever: what has just expired gets one more millisecond.
    return Math.max(1, expiration - System.currentTimeMillis());
  }

  /**
   * Without the broker's own properties: with its old {@code _AMQ_DUPL_ID} a message would be taken
   * for a duplicate and silently dropped, with {@code _AMQ_SCHED_DELIVERY} delayed again. JMSX
   * properties go too: they belong to the hop, and a group would tie a queue to one consumer. So
   * does the id from before it was put back: by now it has served.
   */
  private static TypedProperties carried(TypedProperties properties) {
    TypedProperties carried = new TypedProperties(properties);
    for (SimpleString name : properties.getPropertyNames()) {
      String upper = name.toString().toUpperCase(Locale.ROOT);
      if (upper.startsWith("_AMQ_")
          || upper.startsWith("__AMQ_")
          || upper.startsWith("JMSX")
          || name.toString().equals(PropertyNames.FIRST_MESSAGE_ID)) {
        carried.removeProperty(name);
      }
    }
    return carried;
  }

  private static ClientMessageImpl core(Message received) {
    if (received instanceof ActiveMQMessage artemis
        && artemis.getCoreMessage() instanceof ClientMessageImpl core) {
      // Loads a large body, while the properties that say how it is stored are still there.
      core.getBodyBuffer();
      return core;
    }
    throw new IllegalArgumentException(
        "A message of " + received.getClass().getName() + " is not from an Artemis broker");
  }
}
