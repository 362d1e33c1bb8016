package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.signature.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One attempt as the tests see it, and short ways to render for it. */
final class Contexts {
  static final TemplateParser PARSER = new TemplateParser(List.of());

  private Contexts() {}

  static RenderContext of(String attributes) {
    return of((ObjectNode) json(attributes));
  }

  static RenderContext of(ObjectNode attributes) {
    return of(attributes, Redaction.NONE);
  }

  static RenderContext of(ObjectNode attributes, Redaction redaction) {
    byte[] body = "{\"n\":1}".getBytes(UTF_8);
    return new RenderContext(
        attributes,
        redaction.shown(attributes),
        Map.of(
            "api_key", Secret.of("k3y/+="),
            "user_name", Secret.of("ada"),
            "password", Secret.of("pa ss"),
            "bearer_token", Secret.of("b34r3r"),
            "treasure_api_key", Secret.of("1/td"),
            "signing_secret", Secret.of("my_secret_key")),
        Map.of("partner", Secret.of("p4rtn3r")),
        Map.of("delivery_id", "del_1", "attempt", "2", "event", "signup"),
        Instant.parse("2024-09-26T10:02:15.250Z"),
        "POST",
        MissingAttribute.REJECT,
        1024 * 1024,
        Rendered.plain("/v1/users"),
        Rendered.plain("a=1"),
        new RenderedBody(body, body));
  }

  static RenderContext with(RenderContext c, MissingAttribute missing, int maxBytes) {
    return new RenderContext(
        c.attributes(),
        c.shown(),
        c.auth(),
        c.secrets(),
        c.meta(),
        c.now(),
        c.method(),
        missing,
        maxBytes,
        c.path(),
        c.query(),
        c.body());
  }

  static RenderContext allowingMissing(RenderContext context) {
    return with(context, MissingAttribute.NULL, context.maxBytes());
  }

  static RenderContext upTo(int maxBytes, RenderContext context) {
    return with(context, context.missing(), maxBytes);
  }

  static JsonNode json(String text) {
    try {
      return ExactJson.read(text, 200);
    } catch (RenderException e) {
      throw new AssertionError(text, e);
    }
  }

  static Template parse(String template, Place place) {
    try {
      return PARSER.parse(template, place);
    } catch (TemplateSyntaxException e) {
      throw new AssertionError(template + " → " + e.getMessage(), e);
    }
  }

  static String render(String template, Place place, RenderContext context) {
    try {
      return parse(template, place).render(context).text();
    } catch (RenderException e) {
      throw new AssertionError(template + " → " + e.code(), e);
    }
  }

  static BodyTemplate parseBody(String template) {
    try {
      return PARSER.parseBody(json(template));
    } catch (TemplateSyntaxException e) {
      throw new AssertionError(template + " → " + e.getMessage(), e);
    }
  }

  static String renderBody(String template, RenderContext context) {
    try {
      return new String(parseBody(template).render(context).bytes(), UTF_8);
    } catch (RenderException e) {
      throw new AssertionError(template + " → " + e.code(), e);
    }
  }
}
