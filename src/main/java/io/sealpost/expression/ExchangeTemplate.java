package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.expression.Reference.Kind;
import io.sealpost.expression.TemplateSyntaxException.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/** A template over the body of an exchange. */
final class ExchangeTemplate extends ExpressionAdapter {
  /** As Jackson's own limit, so that what came in by camel-jackson is not refused here. */
  private static final int MAX_DEPTH = 1000;

  /** As the largest request body. */
  private static final int MAX_BYTES = 1024 * 1024;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final String text;
  private final Template template;
  private final TemplateSecrets secrets;
  private final Clock clock;
  private final boolean usesBody;

  /**
   * A template in a route.
   *
   * @throws TemplateSyntaxException when it refers to what no route has
   */
  ExchangeTemplate(String text, Template template, TemplateSecrets secrets, Clock clock)
      throws TemplateSyntaxException {
    this.text = text;
    this.template = template;
    this.secrets = secrets;
    this.clock = clock;
    this.usesBody = template.usesRequestBody();
    List<Problem> problems =
        template.references().stream()
            .filter(r -> !exists(r))
            .map(r -> new Problem("", r.offset(), explain(r)))
            .toList();
    if (!problems.isEmpty()) {
      throw new TemplateSyntaxException(problems);
    }
  }

  @Override
  public boolean matches(Exchange exchange) {
    return evaluate(exchange).equals("true");
  }

  @Override
  public String evaluate(Exchange exchange) {
    try {
      return template.render(context(exchange)).text();
    } catch (RenderException e) {
      throw new ExpressionEvaluationException(this, e.code() + ": " + e.getMessage(), exchange, e);
    }
  }

  @Override
  public String toString() {
    return text;
  }

  private RenderContext context(Exchange exchange) throws RenderException {
    Object content = exchange.getMessage().getBody();
    byte @Nullable [] bytes = bytes(content, exchange);
    JsonNode tree = bytes == null ? (JsonNode) content : ExactJson.read(bytes, MAX_DEPTH);
    if (!(tree instanceof ObjectNode attributes)) {
      throw new RenderException("invalid-json", "the exchange's body is not a JSON object");
    }
    RenderContext context =
        new RenderContext(
            attributes,
            attributes,
            secrets.auth(),
            secrets.secrets(),
            Map.of(),
            clock.instant(),
            "",
            MissingAttribute.REJECT,
            MAX_BYTES,
            null,
            null,
            null);
    if (!usesBody) {
      return context;
    }
    byte[] body = bytes == null ? ExactJson.write(attributes) : bytes;
    return context.withBody(new RenderedBody(body, body));
  }

  /** The body's JSON text; null where the body is a tree already. */
  private static byte @Nullable [] bytes(Object content, Exchange exchange) throws RenderException {
    if (content instanceof JsonNode) {
      return null;
    }
    if (content instanceof String json) {
      // Java would write a question mark for half a surrogate pair.
      Unicode.utf8Length(json);
      return json.getBytes(UTF_8);
    }
    if (content instanceof Map) {
      return json(content);
    }
    byte[] bytes = exchange.getMessage().getBody(byte[].class);
    MessageHelper.resetStreamCache(exchange.getMessage());
    return bytes == null ? new byte[0] : bytes;
  }

  private static byte[] json(Object map) throws RenderException {
    try {
      return MAPPER.writeValueAsBytes(map);
    } catch (JsonProcessingException e) {
      throw new RenderException("invalid-json", "the exchange's body, a Map, has no JSON form", e);
    }
  }

  private boolean exists(Reference reference) {
    return switch (reference.kind()) {
      case ATTRIBUTE -> true;
      case AUTH -> secrets.auth().containsKey(reference.name());
      case SECRET -> secrets.secrets().containsKey(reference.name());
      case META -> false;
      case VARIABLE ->
          !Variable.HTTP_METHOD.isNamedBy(reference)
              && !Variable.RELATIVE_PATH.isNamedBy(reference)
              && !Variable.QUERY.isNamedBy(reference);
    };
  }

  private static String explain(Reference reference) {
    return reference.kind() == Kind.AUTH || reference.kind() == Kind.SECRET
        ? "no bean of " + TemplateSecrets.class.getName() + " provides " + reference.name()
        : reference.name() + " belongs to a delivery and has no meaning in a route";
  }
}
