package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A text in the making, with its masked form once there is a secret in it. */
final class TextOutput {
  /** All function arguments of one rendering together: thirty of the largest bodies. */
  static final int MAX_ARGUMENT_BYTES = 32 * 1024 * 1024;

  private static final String MASK = "***";

  private final StringBuilder text = new StringBuilder();
  private @Nullable StringBuilder masked;
  private final ByteBudget budget;
  private final ByteBudget argumentBudget;

  private TextOutput(ByteBudget budget, ByteBudget argumentBudget) {
    this.budget = budget;
    this.argumentBudget = argumentBudget;
  }

  static TextOutput upTo(int maxBytes) {
    return new TextOutput(new ByteBudget(maxBytes), new ByteBudget(MAX_ARGUMENT_BYTES));
  }

  /** For a text that does not go into this one as it is, e.g. what a hash is taken of. */
  TextOutput forArgument() {
    return new TextOutput(argumentBudget, argumentBudget);
  }

  /** For another text of the same size limit, with the same arguments' budget. */
  TextOutput forSibling() {
    return new TextOutput(budget.fresh(), argumentBudget);
  }

  void append(String value) throws RenderException {
    budget.take(Unicode.utf8Length(value));
    text.append(value);
    if (masked != null) {
      masked.append(value);
    }
  }

  void appendSecret(String value) throws RenderException {
    append(value, MASK);
  }

  void append(Rendered value) throws RenderException {
    if (value.text().equals(value.masked())) {
      append(value.text());
    } else {
      append(value.text(), value.masked());
    }
  }

  /**
   * The text of a JSON value.
   *
   * @param shown what may be shown in its place: the very same where all of it may
   */
  void append(JsonNode value, JsonNode shown) throws RenderException {
    if (Redaction.isUntouched(value, shown)) {
      append(text(value));
    } else {
      append(text(value), text(shown));
    }
  }

  private void append(String value, String instead) throws RenderException {
    if (masked == null) {
      masked = new StringBuilder(text);
    }
    budget.take(Unicode.utf8Length(value));
    text.append(value);
    masked.append(instead);
  }

  /** As it is, compact JSON for objects and arrays, nothing for null. */
  private String text(JsonNode value) throws RenderException {
    return switch (value.getNodeType()) {
      case STRING -> value.textValue();
      case NULL -> "";
      case OBJECT, ARRAY -> compactJson(value);
      default -> value.asText();
    };
  }

  boolean holdsSecret() {
    return masked != null;
  }

  String text() {
    return text.toString();
  }

  Rendered rendered() {
    String result = text.toString();
    return new Rendered(result, masked == null ? result : masked.toString());
  }

  private String compactJson(JsonNode value) throws RenderException {
    var bytes = new BoundedBytes(budget.left());
    try (JsonGenerator generator = TreeWriter.generator(bytes)) {
      TreeWriter.write(value, generator);
    } catch (BoundedBytes.LimitExceededException e) {
      RenderException exceeded = budget.exceeded();
      exceeded.initCause(e);
      throw exceeded;
    } catch (IOException e) {
      throw new RenderException("invalid-json", e.getMessage(), e);
    }
    return new String(bytes.toByteArray(), UTF_8);
  }
}
