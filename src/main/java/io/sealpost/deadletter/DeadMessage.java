package io.sealpost.deadletter;

import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.PropertyNames;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message in the dead queue, without its body.
 *
 * @param messageId its JMSMessageID when it came there; null where the client that put it there
 *     wanted none
 * @param deliveryId as the attempt log has it; null where none was given
 * @param activation null where it names none
 * @param attempts requests made
 * @param deadAt null where it does not say
 * @param properties all but the broker's own, by name
 */
public record DeadMessage(
    @Nullable String messageId,
    @Nullable String deliveryId,
    @Nullable String activation,
    @Nullable String reason,
    @Nullable String error,
    @Nullable Integer status,
    int attempts,
    int replay,
    @Nullable Instant deadAt,
    @Nullable String correlationId,
    SortedMap<String, Object> properties) {

  public DeadMessage {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  static DeadMessage of(Message message) throws JMSException {
    SortedMap<String, Object> properties = new TreeMap<>();
    for (var names = message.getPropertyNames(); names.hasMoreElements(); ) {
      String name = String.valueOf(names.nextElement());
      Object value = message.getObjectProperty(name);
      // JMSX properties are the broker's too: a replay would not carry them.
      if (value != null && !name.startsWith("_AMQ") && !name.startsWith("JMSX")) {
        properties.put(name, value);
      }
    }
    return new DeadMessage(
        idOf(message),
        text(properties, PropertyNames.DELIVERY_ID),
        activation(properties),
        text(properties, PropertyNames.REASON),
        text(properties, PropertyNames.ERROR),
        properties.get(PropertyNames.STATUS) instanceof Integer status ? status : null,
        number(properties, PropertyNames.ATTEMPTS),
        number(properties, PropertyNames.REPLAY),
        instant(text(properties, PropertyNames.DEAD_AT)),
        message.getJMSCorrelationID(),
        properties);
  }

  /** Stays the same when the message is moved within the queue. */
  static @Nullable String idOf(Message message) throws JMSException {
    return message.getObjectProperty(PropertyNames.DEAD_ID) instanceof String id
        ? id
        : message.getJMSMessageID();
  }

  /** What operators call it by. */
  public @Nullable String id() {
    return deliveryId != null ? deliveryId : messageId;
  }

  boolean hasId(String id) {
    return id.equals(deliveryId) || id.equals(messageId);
  }

  /** Whether it died before it came to a delivery queue. */
  public boolean diedAtDispatch() {
    return deliveryId == null || Integer.valueOf(0).equals(properties.get(PropertyNames.ATTEMPT));
  }

  /** What is too long to be a name may be what it died of. */
  private static @Nullable String activation(SortedMap<String, Object> properties) {
    String name = text(properties, PropertyNames.ACTIVATION);
    return name == null || name.isEmpty() || name.length() > JmsMessages.MAX_PROPERTY_LENGTH
        ? null
        : name;
  }

  private static @Nullable String text(SortedMap<String, Object> properties, String name) {
    return properties.get(name) instanceof String text ? text : null;
  }

  private static int number(SortedMap<String, Object> properties, String name) {
    return properties.get(name) instanceof Integer number ? number : 0;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      // Not written by Sealpost: shown among the properties as it is.
      return null;
    }
  }
}
