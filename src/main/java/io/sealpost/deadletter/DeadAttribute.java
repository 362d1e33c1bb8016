package io.sealpost.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.broker.JmsMessages;
import io.sealpost.broker.MessageBody;
import io.sealpost.broker.MessageRefusedException;
import io.sealpost.expression.ExactJson;
import io.sealpost.expression.RenderException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attribute a dead message must have. Its body is only read, nothing in it is evaluated; one
 * that is no JSON object of at most 1 MB has no attributes.
 *
 * @param path a name, or names with dots between them, such as {@code address.city}; a name that
 *     itself has dots is found too
 * @param text the value as text: a string as it is, a number with the digits it came with, anything
 *     else as compact JSON, nothing for null
 */
public record DeadAttribute(String path, String text) {
  /** What may be replayed was no deeper. */
  private static final int MAX_DEPTH = 200;

  static boolean all(List<DeadAttribute> attributes, Message message) throws JMSException {
    if (attributes.isEmpty()) {
      return true;
    }
    JsonNode body = body(message);
    return body != null && attributes.stream().allMatch(attribute -> attribute.isIn(body));
  }

  private boolean isIn(JsonNode body) {
    JsonNode node = find(body, path);
    return node != null && text.equals(text(node));
  }

  private static @Nullable JsonNode find(JsonNode node, String path) {
    JsonNode whole = node.get(path);
    if (whole != null) {
      return whole;
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      JsonNode member = node.get(path.substring(0, dot));
      JsonNode found = member == null ? null : find(member, path.substring(dot + 1));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String text(JsonNode node) {
    if (node.isNull()) {
      return "";
    }
    return node.isTextual()
        ? node.textValue()
        : new String(ExactJson.write(node), StandardCharsets.UTF_8);
  }

  private static @Nullable JsonNode body(Message message) throws JMSException {
    try {
      MessageBody body = JmsMessages.body(message, MessageBody.MAX_BYTES);
      JsonNode json =
          body instanceof MessageBody.Text text
              ? ExactJson.read(text.text(), MAX_DEPTH)
              : ExactJson.read(((MessageBody.Bytes) body).bytes(), MAX_DEPTH);
      return json instanceof ObjectNode ? json : null;
    } catch (MessageRefusedException | RenderException e) {
      // That is what it died of.
      return null;
    }
  }
}
