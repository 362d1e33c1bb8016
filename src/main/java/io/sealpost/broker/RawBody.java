package io.sealpost.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/** The bytes of a received message of any kind, for people to look at. Nothing is deserialised. */
public final class RawBody {
  /** What is shown of a body that is too large to be read; even, as a character is two bytes. */
  static final int MAX_SHOWN_BYTES = 64 * 1024;

  private RawBody() {}

  /** In one word. */
  public static String kind(Message message) {
    LargeBody large = LargeBody.of(message);
    return switch (large == null ? artemis(message).getType() : large.type()) {
      case org.apache.activemq.artemis.api.core.Message.TEXT_TYPE -> "text";
      case org.apache.activemq.artemis.api.core.Message.BYTES_TYPE -> "bytes";
      case org.apache.activemq.artemis.api.core.Message.OBJECT_TYPE -> "object";
      case org.apache.activemq.artemis.api.core.Message.MAP_TYPE -> "map";
      case org.apache.activemq.artemis.api.core.Message.STREAM_TYPE -> "stream";
      default -> "message";
    };
  }

  /** Whether {@link #bytes} has only its beginning. */
  public static boolean isCut(Message message) {
    return LargeBody.of(message) != null;
  }

  /** Text as UTF-8, bytes as they are, anything else as the broker stores it. */
  public static byte[] bytes(Message message) throws JMSException {
    LargeBody large = LargeBody.of(message);
    if (large != null) {
      return beginning(large);
    }
    if (message instanceof TextMessage text) {
      String content = text.getText();
      return content == null ? new byte[0] : content.getBytes(StandardCharsets.UTF_8);
    }
    ActiveMQBuffer buffer = artemis(message).getCoreMessage().getBodyBuffer();
    buffer.resetReaderIndex();
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.getBytes(buffer.readerIndex(), bytes);
    return bytes;
  }

  private static byte[] beginning(LargeBody body) throws JMSException {
    try (InputStream in = body.open()) {
      if (body.type() != org.apache.activemq.artemis.api.core.Message.TEXT_TYPE) {
        return in.readNBytes(MAX_SHOWN_BYTES);
      }
      in.skipNBytes(LargeBody.TEXT_HEADER_BYTES);
      // As Artemis stores a text.
      return new String(in.readNBytes(MAX_SHOWN_BYTES), StandardCharsets.UTF_16LE)
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      JMSException failure = new JMSException("The body of a message did not arrive");
      failure.initCause(e);
      throw failure;
    }
  }

  private static ActiveMQMessage artemis(Message message) {
    if (message instanceof ActiveMQMessage artemis) {
      return artemis;
    }
    throw new IllegalArgumentException(
        "A message of " + message.getClass().getName() + " is not from an Artemis broker");
  }
}
