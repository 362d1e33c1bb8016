package io.sealpost.activation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.broker.IncomingMessage;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.MessageBody;
import io.sealpost.broker.MessageRefusedException;
import io.sealpost.broker.Refusal;
import io.sealpost.expression.ExactJson;
import io.sealpost.expression.RenderException;
import io.sealpost.trace.TraceContext;
import java.nio.charset.StandardCharsets;

/** Makes an {@link ActivationMessage} of what came from the queue, or says why it is refused. */
public final class MessageReader {
  /** Bytes of UTF-8 a body may have; exactly this many are accepted. */
  public static final int MAX_BYTES = MessageBody.MAX_BYTES;

  /** Objects and arrays within each other. */
  static final int MAX_DEPTH = 200;

  private MessageReader() {}

  /**
   * Reads a message of an activation's delivery queue.
   *
   * @param activation whose delivery queue the message was on
   * @throws MessageRefusedException with the code that becomes the dead letter's reason
   */
  public static ActivationMessage read(IncomingMessage message, MessageBody body, String activation)
      throws MessageRefusedException {
    Refusal refusal = message.refusal();
    if (refusal != null) {
      throw new MessageRefusedException(refusal);
    }
    ObjectNode attributes = attributes(body);
    String deliveryId = deliveryId(message, activation);
    return new ActivationMessage(
        attributes,
        deliveryId,
        message.attempt(),
        message.replay(),
        message.event(),
        message.eventId(),
        message.journey(),
        message.correlationId(),
        TraceContext.ofDelivery(message.trace(), activation, deliveryId));
  }

  /**
   * The id dispatch gave it, or for a message put on the delivery queue directly the one minted
   * now.
   *
   * @throws MessageRefusedException code {@code no-identity}
   */
  public static String deliveryId(IncomingMessage message, String activation)
      throws MessageRefusedException {
    String given = message.deliveryId();
    if (given != null && DeliveryId.isAccepted(given)) {
      return given;
    }
    return DeliveryId.of(message.producerDeliveryId(), message.messageId(), activation)
        .orElseThrow(() -> new MessageRefusedException(noIdentity()));
  }

  /**
   * The JSON object of the body.
   *
   * @throws MessageRefusedException code {@code empty-message}, {@code too-large}, {@code
   *     invalid-utf8}, {@code not-an-object} or one of {@link ExactJson}'s
   */
  public static ObjectNode attributes(MessageBody body) throws MessageRefusedException {
    JsonNode node;
    try {
      node =
          body instanceof MessageBody.Bytes bytes
              ? json(bytes.bytes())
              : json((MessageBody.Text) body);
    } catch (RenderException e) {
      throw new MessageRefusedException(new Refusal(e.code(), e.getMessage()), e);
    }
    if (node instanceof ObjectNode attributes) {
      return attributes;
    }
    throw refused(
        "not-an-object",
        "The message is JSON, but no object: send the attributes as {\"name\": value, …}");
  }

  static Refusal noIdentity() {
    return new Refusal(
        "no-identity",
        "The message has neither a JMSMessageID nor a deliveryId of 1 to 64 letters, digits, _ or -:"
            + " without one its attempts cannot be told apart");
  }

  private static JsonNode json(byte[] utf8) throws MessageRefusedException, RenderException {
    requireSize(utf8.length);
    requireSomething(new String(utf8, StandardCharsets.ISO_8859_1));
    return ExactJson.read(utf8, MAX_DEPTH);
  }

  private static JsonNode json(MessageBody.Text body)
      throws MessageRefusedException, RenderException {
    requireSize(utf8Length(body.text()));
    requireSomething(body.text());
    return ExactJson.read(body.text(), MAX_DEPTH);
  }

  private static void requireSomething(String text) throws MessageRefusedException {
    if (text.isBlank()) {
      throw refused("empty-message", "The message is empty: send a JSON object, at least {}");
    }
  }

  private static void requireSize(long bytes) throws MessageRefusedException {
    if (bytes > MAX_BYTES) {
      throw JmsMessages.tooLarge(bytes, MAX_BYTES);
    }
  }

  /** Without encoding it. Lone surrogates count 2 or so; they are refused later. */
  private static long utf8Length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  private static MessageRefusedException refused(String code, String text) {
    return new MessageRefusedException(new Refusal(code, text));
  }
}
