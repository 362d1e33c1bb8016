package io.sealpost.deadletter;

import io.sealpost.broker.RawBody;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/**
 * A dead message with its body.
 *
 * @param kind {@code text}, {@code bytes}, {@code object}, {@code map}, {@code stream} or {@code
 *     message}
 * @param body text as UTF-8, bytes as they are, anything else as the broker stores it: an object is
 *     not deserialised
 * @param isCut whether that is only its beginning: of a body that is too large to be read
 */
public record DeadContent(DeadMessage message, String kind, byte[] body, boolean isCut) {
  static DeadContent of(Message message) throws JMSException {
    return new DeadContent(
        DeadMessage.of(message),
        RawBody.kind(message),
        RawBody.bytes(message),
        RawBody.isCut(message));
  }
}
