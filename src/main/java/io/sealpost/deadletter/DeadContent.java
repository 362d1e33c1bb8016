package io.sealpost.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.RawBody;
import io.sealpost.expression.ExactJson;
import io.sealpost.expression.Redaction;
import io.sealpost.expression.RenderException;
import io.sealpost.expression.TemplateSyntaxException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;

/**
 * A dead message with its body as it may be shown.
 *
 * @param kind {@code text}, {@code bytes}, {@code object}, {@code map}, {@code stream} or {@code
 *     message}
 * @param body text as UTF-8, bytes as they are, anything else as the broker stores it: an object is
 *     not deserialised. Attributes that its activation redacted when it died are {@code ***}
 * @param isCut whether that is only its beginning: of a body that is too large to be read
 */
public record DeadContent(DeadMessage message, String kind, byte[] body, boolean isCut) {
  /** As deep as any body that was ever accepted. */
  private static final int MAX_DEPTH = 1_000;

  private static final byte[] HIDDEN = "***".getBytes(StandardCharsets.UTF_8);

  static DeadContent of(Message message) throws JMSException {
    DeadMessage dead = DeadMessage.of(message);
    byte[] body = RawBody.bytes(message);
    Object redact = dead.properties().get(PropertyNames.REDACT);
    return new DeadContent(
        dead,
        RawBody.kind(message),
        redact == null ? body : shown(body, redact.toString()),
        RawBody.isCut(message));
  }

  /** All of it is hidden where the places to hide cannot be found. */
  private static byte[] shown(byte[] body, String redact) {
    try {
      JsonNode attributes = ExactJson.read(body, MAX_DEPTH);
      JsonNode shown = Redaction.of(redact.lines().toList()).shown(attributes);
      return Redaction.isUntouched(attributes, shown) ? body : ExactJson.write(shown);
    } catch (RenderException | TemplateSyntaxException e) {
      return HIDDEN.clone();
    }
  }
}
