package io.sealpost.broker;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession.QueueQuery;
import org.apache.activemq.artemis.core.client.impl.ClientMessageImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.activemq.artemis.jms.client.JMSExceptionHelper;
import org.apache.activemq.artemis.utils.collections.TypedProperties;

/**
 * Sends received messages on without looking into them: the body travels as the bytes it came in,
 * whatever its type, so that an object is never deserialised. One too large to be read passes
 * through in pieces. The message gets a new JMSMessageID.
 *
 * <p>One for each transaction: it asks the broker once whether a queue is there, and what is sent
 * to one that is not would be lost. Not thread-safe.
 */
public final class MessageForwarder {
  private final Session session;
  private final BrokerClock clock;
  private final Map<String, Queue> queues = new HashMap<>();

  /** Delays are by this machine's clock. */
  public MessageForwarder(Session session) {
    this(session, BrokerClock.unheard());
  }

  /**
   * @param clock of the session's broker, for delays
   */
  MessageForwarder(Session session, BrokerClock clock) {
    this.session = session;
    this.clock = clock;
  }

  /**
   * Persistent, with the priority it had. A time to live goes on counting, but not into the dead
   * queue: there nothing may vanish by itself.
   *
   * @param received changed by this; of no further use to the caller
   * @param forwards at most one of a message whose body was not read
   */
  public void forward(Message received, List<Forward> forwards) throws JMSException {
    if (forwards.isEmpty()) {
      return;
    }
    int priority = received.getJMSPriority();
    long expiration = received.getJMSExpiration();
    ActiveMQMessage copy = copy(received, forwards.size());
    ClientMessageImpl core = (ClientMessageImpl) copy.getCoreMessage();
    TypedProperties properties = core.getProperties();
    TypedProperties original = carried(properties);
    try (MessageProducer producer = session.createProducer(null)) {
      for (Forward forward : forwards) {
        properties.clear();
        properties.putTypedProperties(original);
        forward.dropped().forEach(name -> properties.removeProperty(SimpleString.of(name)));
        forward.properties().forEach(core::putObjectProperty);
        keepBack(core, forward.delay().toMillis());
        // Or the bytes of the copy before are sent once more.
        core.messageChanged();
        producer.send(
            queue(forward.queue()),
            copy,
            DeliveryMode.PERSISTENT,
            priority,
            timeToLive(forward.queue(), expiration));
      }
    }
  }

  /** Not a producer's delay: that is by this machine's clock, and the broker goes by its own. */
  private void keepBack(ClientMessageImpl message, long millis) {
    if (millis > 0) {
      long now = clock.millis();
      message.putLongProperty(PropertyNames.SCHEDULED_AT, now);
      message.setScheduledDeliveryTime(now + millis);
    }
  }

  /** Persistent. */
  public void send(List<NewMessage> messages) throws JMSException {
    if (messages.isEmpty()) {
      return;
    }
    try (MessageProducer producer = session.createProducer(null)) {
      producer.setDeliveryMode(DeliveryMode.PERSISTENT);
      for (NewMessage message : messages) {
        TextMessage text = session.createTextMessage(message.text());
        for (Map.Entry<String, Object> property : message.properties().entrySet()) {
          text.setObjectProperty(property.getKey(), property.getValue());
        }
        producer.send(queue(message.queue()), text);
      }
    }
  }

  private Queue queue(String name) throws JMSException {
    Queue queue = queues.get(name);
    if (queue == null) {
      queue = look(name);
      queues.put(name, queue);
    }
    return queue;
  }

  /**
   * Left to itself, Artemis's producer looks each time, and has the broker go through all queues it
   * has. It is left to itself where the queue is not there, since it makes it then.
   */
  private Queue look(String name) throws JMSException {
    ActiveMQQueue queue = ActiveMQDestination.createQueue(name);
    try {
      QueueQuery found = CoreSession.of(session).queueQuery(queue.getSimpleAddress());
      queue.setCreated(
          found.isExists()
              && found.getRoutingType() == RoutingType.ANYCAST
              && queue.getSimpleAddress().equals(found.getAddress()));
    } catch (ActiveMQException e) {
      throw JMSExceptionHelper.convertFromActiveMQException(e);
    }
    return queue;
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
   * properties go too: they belong to the hop, and a group would tie a queue to one consumer. So do
   * the id from before it was put back and when it was: by now they have served.
   */
  private static TypedProperties carried(TypedProperties properties) {
    TypedProperties carried = new TypedProperties(properties);
    for (SimpleString name : properties.getPropertyNames()) {
      String upper = name.toString().toUpperCase(Locale.ROOT);
      if (upper.startsWith("_AMQ_")
          || upper.startsWith("__AMQ_")
          || upper.startsWith("JMSX")
          || name.toString().equals(PropertyNames.FIRST_MESSAGE_ID)
          || name.toString().equals(PropertyNames.SCHEDULED_AT)) {
        carried.removeProperty(name);
      }
    }
    return carried;
  }

  private static ActiveMQMessage copy(Message received, int copies) {
    if (!(received instanceof ActiveMQMessage artemis
        && artemis.getCoreMessage() instanceof ClientMessageImpl core)) {
      throw new IllegalArgumentException(
          "A message of " + received.getClass().getName() + " is not from an Artemis broker");
    }
    LargeBody large = LargeBody.of(received);
    if (large == null) {
      // Loads the body, while the properties that say how it is stored are still there.
      core.getBodyBuffer();
      return artemis;
    }
    if (copies > 1) {
      throw new IllegalArgumentException(
          "A message of " + large.bytes() + " bytes can be sent on once, not " + copies + " times");
    }
    return new StreamedMessage(large, core);
  }

  /** Is not asked for its body before it is sent. */
  private static final class StreamedMessage extends ActiveMQMessage {
    StreamedMessage(LargeBody body, ClientMessageImpl received) {
      super(message(body, received), null);
    }

    private static ClientMessageImpl message(LargeBody body, ClientMessageImpl received) {
      ClientMessageImpl message =
          new ClientMessageImpl(body.type(), true, 0, 0, received.getPriority(), 0);
      message.getProperties().putTypedProperties(received.getProperties());
      message.setBodyInputStream(body.open());
      return message;
    }

    @Override
    public void doBeforeSend() {
      // Artemis's own would read it to its beginning: there is none but in the stream.
    }
  }
}
