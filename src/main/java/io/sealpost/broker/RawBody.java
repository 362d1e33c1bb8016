package io.sealpost.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/** The bytes of a received message of any kind, for people to look at. Nothing is deserialised. */
public final class RawBody {
  private RawBody() {}

  /** In one word. */
  public static String kind(Message message) {
    if (message instanceof TextMessage) {
      return "text";
    }
    if (message instanceof BytesMessage) {
      return "bytes";
    }
    if (message instanceof ObjectMessage) {
      return "object";
    }
    if (message instanceof MapMessage) {
      return "map";
    }
    return message instanceof StreamMessage ? "stream" : "message";
  }

  /** Text as UTF-8, bytes as they are, anything else as the broker stores it. */
  public static byte[] bytes(Message message) throws JMSException {
    if (message instanceof TextMessage text) {
      String content = text.getText();
      return content == null ? new byte[0] : content.getBytes(StandardCharsets.UTF_8);
    }
    if (!(message instanceof ActiveMQMessage artemis)) {
      throw new IllegalArgumentException(
          "A message of " + message.getClass().getName() + " is not from an Artemis broker");
    }
    ActiveMQBuffer buffer = artemis.getCoreMessage().getBodyBuffer();
    buffer.resetReaderIndex();
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.getBytes(buffer.readerIndex(), bytes);
    return bytes;
  }
}
