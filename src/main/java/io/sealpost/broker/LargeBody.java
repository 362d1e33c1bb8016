package io.sealpost.broker;

import jakarta.jms.Message;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.client.impl.ClientLargeMessageInternal;
import org.apache.activemq.artemis.core.client.impl.LargeMessageController;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.apache.activemq.artemis.utils.ActiveMQBufferInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message that is larger than anything Sealpost reads. It stays on the broker, of
 * whatever size, until the message is sent on; then it passes through in pieces.
 *
 * <p>Artemis's client would read a text, map, stream or object while it receives it. So such a
 * message is received as a BytesMessage, the one kind that is read on demand, and marked with what
 * it was.
 */
final class LargeBody {
  /** What Artemis stores before a text: whether there is one, and its length. */
  static final int TEXT_HEADER_BYTES = 5;

  /** A text of the greatest size that can be accepted takes two bytes a character. */
  static final long MAX_READ_BYTES = TEXT_HEADER_BYTES + 2L * MessageBody.MAX_BYTES;

  /** The type of the message; the prefix keeps it from being sent on. */
  private static final SimpleString TYPE = SimpleString.of("_AMQ_SEALPOST_TYPE");

  private static final SimpleString COMPRESSED = SimpleString.of("_AMQ_SEALPOST_COMPRESSED");
  private static final SimpleString BYTES = CoreMessage.HDR_LARGE_BODY_SIZE;

  private final CoreMessage message;

  private LargeBody(CoreMessage message) {
    this.message = message;
  }

  /**
   * Marks a message that has just arrived, if its body is that large.
   *
   * @param stored bytes of the body as they are stored
   */
  static void leave(CoreMessage message, long stored) {
    // Only what is marked here is marked: a client can have written the property.
    message.removeProperty(TYPE);
    boolean compressed = message.getBooleanProperty(CoreMessage.HDR_LARGE_COMPRESSED);
    Long announced = compressed ? message.getLongProperty(BYTES) : null;
    long bytes = announced == null ? stored : announced;
    // Exactly at the limit is still read.
    if (bytes <= MAX_READ_BYTES) {
      return;
    }
    message.putByteProperty(TYPE, message.getType());
    message.putBooleanProperty(COMPRESSED, compressed);
    message.removeProperty(CoreMessage.HDR_LARGE_COMPRESSED);
    message.putLongProperty(BYTES, bytes);
    message.setType(org.apache.activemq.artemis.api.core.Message.BYTES_TYPE);
  }

  static boolean isLeft(org.apache.activemq.artemis.api.core.Message received) {
    return received.containsProperty(TYPE);
  }

  /** Null if the message was received with its body. */
  static @Nullable LargeBody of(Message received) {
    return received instanceof ActiveMQMessage artemis
            && artemis.getCoreMessage() instanceof CoreMessage core
            && isLeft(core)
        ? new LargeBody(core)
        : null;
  }

  /** What Artemis calls the message: text, bytes, map and so on. */
  byte type() {
    return message.getByteProperty(TYPE);
  }

  /** As it is stored, not compressed; a text takes two bytes a character. */
  long bytes() {
    return message.getLongProperty(BYTES);
  }

  /** Can be read once, and only until the next message is received in the session. */
  InputStream open() {
    InputStream stored =
        message instanceof ClientLargeMessageInternal large
            ? new Arriving(large.getLargeMessageController())
            : new ActiveMQBufferInputStream(message.getReadOnlyBodyBuffer());
    return message.getBooleanProperty(COMPRESSED) ? new InflaterInputStream(stored) : stored;
  }

  /** Takes the pieces as the broker sends them. */
  private static final class Arriving extends InputStream {
    private final LargeMessageController body;
    private long left;

    Arriving(LargeMessageController body) {
      this.body = body;
      this.left = body.getSize();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      try {
        body.readBytes(target, offset, count);
      } catch (IndexOutOfBoundsException | IllegalAccessError e) {
        throw new IOException("The broker stopped sending a body, " + left + " bytes are left", e);
      }
      left -= count;
      return count;
    }
  }
}
