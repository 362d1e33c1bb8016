package io.sealpost.broker;

import io.sealpost.trace.TraceContext;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what counts from a JMS message, and nothing else. Objects are never deserialised. */
public final class JmsMessages {
  /** Characters a property may have. */
  public static final int MAX_PROPERTY_LENGTH = 256;

  /** Attempts and replays beyond this are not ours; it also keeps {@code attempt + 1} an int. */
  static final int MAX_COUNT = 1_000_000;

  /** What an id is logged as, anybody may have sent: no blanks, no controls. */
  private static final Pattern LOGGABLE = Pattern.compile("\\p{Graph}{1,256}");

  private JmsMessages() {}

  /** Never refuses: what is wrong with a property is said in the result. */
  public static IncomingMessage properties(Message message) throws JMSException {
    return properties(message, true);
  }

  /**
   * As {@link #properties}, of a message that is to be dispatched: of what can be Sealpost's own on
   * it, only that it was replayed counts.
   */
  public static IncomingMessage producersProperties(Message message) throws JMSException {
    return properties(message, false);
  }

  private static IncomingMessage properties(Message message, boolean withOurs) throws JMSException {
    PropertyReader read = new PropertyReader(message);
    LargeBody large = LargeBody.of(message);
    if (large != null) {
      read.refuse(tooLarge(large).refusal());
    }
    return new IncomingMessage(
        read.text(PropertyNames.ACTIVATION),
        read.text(PropertyNames.EVENT),
        read.text(PropertyNames.EVENT_ID),
        read.text(PropertyNames.ORDERING_KEY),
        read.text(PropertyNames.JOURNEY),
        // Any value is fine: one that is no usable id is passed over.
        message.getObjectProperty(PropertyNames.PRODUCER_DELIVERY_ID) instanceof String id
            ? id
            : null,
        read.bounded("JMSCorrelationID", message.getJMSCorrelationID()),
        identity(message),
        withOurs ? read.text(PropertyNames.DELIVERY_ID) : null,
        withOurs ? read.count(PropertyNames.ATTEMPT, 1) : 1,
        withOurs ? read.count(PropertyNames.REPLAY, 0) : replaysOfDispatch(message),
        TraceContext.of(
                message.getObjectProperty(PropertyNames.TRACEPARENT),
                message.getObjectProperty(PropertyNames.TRACESTATE))
            .orElse(null),
        withOurs && Boolean.TRUE.equals(message.getObjectProperty(PropertyNames.OPERATIONAL)),
        names(message),
        read.refusal);
  }

  /** The address it was on when the broker moved it away; null of one that it did not move. */
  public static @Nullable String movedFrom(Message message) throws JMSException {
    return message.getStringProperty(
        org.apache.activemq.artemis.api.core.Message.HDR_ORIGINAL_ADDRESS.toString());
  }

  /**
   * The JMSMessageID it came with, also after it was put back. A producer that sets the property
   * chooses an id, as it may with {@code deliveryId}.
   */
  static @Nullable String identity(Message message) throws JMSException {
    return message.getObjectProperty(PropertyNames.FIRST_MESSAGE_ID) instanceof String first
            && LOGGABLE.matcher(first).matches()
        ? first
        : message.getJMSMessageID();
  }

  /**
   * Of a message that is dispatched again. A producer that forges it makes up the number in its own
   * rows of the attempt log: what is none of ours is passed over rather than refused.
   */
  private static int replaysOfDispatch(Message message) throws JMSException {
    return message.propertyExists(PropertyNames.FIRST_MESSAGE_ID)
            && message.getObjectProperty(PropertyNames.REPLAY) instanceof Integer replay
            && replay > 0
            && replay <= MAX_COUNT
        ? replay
        : 0;
  }

  /**
   * The body, if it is of a kind Sealpost reads.
   *
   * @param maxBytes of UTF-8, at most {@link MessageBody#MAX_BYTES}; a longer BytesMessage is
   *     refused unread
   * @throws MessageRefusedException code {@code unsupported-message} or {@code too-large}
   */
  public static MessageBody body(Message message, int maxBytes)
      throws JMSException, MessageRefusedException {
    LargeBody large = LargeBody.of(message);
    if (large != null) {
      throw tooLarge(large);
    }
    if (message instanceof TextMessage text) {
      String content = text.getText();
      return new MessageBody.Text(content == null ? "" : content);
    }
    if (message instanceof BytesMessage bytes) {
      return new MessageBody.Bytes(read(bytes, maxBytes));
    }
    throw new MessageRefusedException(
        new Refusal(
            "unsupported-message",
            "Messages of type "
                + RawBody.kind(message)
                + " are not read: send a TextMessage or a BytesMessage with a JSON object"));
  }

  private static byte[] read(BytesMessage message, int maxBytes)
      throws JMSException, MessageRefusedException {
    long length = message.getBodyLength();
    // Exactly the limit is still accepted.
    if (length > maxBytes) {
      throw tooLarge(length, maxBytes);
    }
    message.reset();
    byte[] body = new byte[(int) length];
    if (length > 0 && message.readBytes(body) != length) {
      throw new JMSException("The broker sent fewer than the " + length + " bytes it announced");
    }
    message.reset();
    return body;
  }

  public static MessageRefusedException tooLarge(long length, int maxBytes) {
    return new MessageRefusedException(
        new Refusal(
            "too-large",
            "The message has " + length + " bytes; at most " + maxBytes + " are allowed"));
  }

  /** Of a text, its characters: it has at least so many bytes. */
  private static MessageRefusedException tooLarge(LargeBody body) {
    long bytes =
        body.type() == org.apache.activemq.artemis.api.core.Message.TEXT_TYPE
            ? (body.bytes() - LargeBody.TEXT_HEADER_BYTES) / 2
            : body.bytes();
    return tooLarge(bytes, MessageBody.MAX_BYTES);
  }

  private static Set<String> names(Message message) throws JMSException {
    Set<String> names = new HashSet<>();
    for (var all = message.getPropertyNames(); all.hasMoreElements(); ) {
      names.add(String.valueOf(all.nextElement()));
    }
    return names;
  }

  /** Keeps the first refusal and goes on, so that the dead letter still says whose it is. */
  private static final class PropertyReader {
    private final Message message;
    private @Nullable Refusal refusal;

    PropertyReader(Message message) {
      this.message = message;
    }

    @Nullable String text(String name) throws JMSException {
      Object value = message.getObjectProperty(name);
      if (value == null || value instanceof String) {
        return bounded(name, (String) value);
      }
      refuse(
          "Property "
              + name
              + " is of type "
              + value.getClass().getSimpleName()
              + ": send a string");
      return null;
    }

    @Nullable String bounded(String name, @Nullable String value) {
      if (value == null || value.isEmpty()) {
        return null;
      }
      // Exactly 256 is still accepted.
      if (value.length() > MAX_PROPERTY_LENGTH) {
        refuse(
            name
                + " has "
                + value.length()
                + " characters; at most "
                + MAX_PROPERTY_LENGTH
                + " are allowed");
        return null;
      }
      return value;
    }

    int count(String name, int least) throws JMSException {
      Object value = message.getObjectProperty(name);
      if (value == null) {
        return least;
      }
      boolean whole =
          value instanceof Integer
              || value instanceof Long
              || value instanceof Short
              || value instanceof Byte;
      long number = whole ? ((Number) value).longValue() : -1;
      if (number < least || number > MAX_COUNT) {
        refuse("Property " + name + " is not a whole number from " + least + " to " + MAX_COUNT);
        return least;
      }
      return (int) number;
    }

    void refuse(String text) {
      refuse(new Refusal("invalid-property", text));
    }

    void refuse(Refusal more) {
      if (refusal == null) {
        refusal = more;
      }
    }
  }
}
