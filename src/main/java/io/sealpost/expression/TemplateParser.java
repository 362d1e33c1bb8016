package io.sealpost.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;

/**
 * Parses templates, once, when the configuration is loaded. The language is described in {@code
 * docs/expressions.md}. Immutable and thread-safe.
 */
public final class TemplateParser {
  private final Functions functions;

  /**
   * A parser that knows the built-in functions and these.
   *
   * @throws IllegalArgumentException when a function's name is malformed or taken
   */
  public TemplateParser(Collection<? extends TemplateFunction> functions) {
    this.functions = new Functions(functions);
  }

  /**
   * Parses a single text.
   *
   * @throws TemplateSyntaxException with all errors in it; their pointers are empty
   */
  public Template parse(String text, Place place) throws TemplateSyntaxException {
    var findings = new Findings();
    List<Expression> parts = TextReader.read(text, place, "", functions, findings);
    findings.throwIfAny();
    var parsed = new ParsedText(parts, findings.references());
    return switch (place) {
      case URL -> new UrlTemplate(parsed);
      case HEADER -> new HeaderTemplate(parsed);
      case BODY, TEXT -> new PlainTemplate(parsed);
    };
  }

  /**
   * Parses every string of a body; keys, numbers, booleans and nulls stand as they are.
   *
   * @throws TemplateSyntaxException with all errors in it; their pointers lead to the string, or to
   *     the member whose key is meant
   */
  public BodyTemplate parseBody(JsonNode body) throws TemplateSyntaxException {
    var findings = new Findings();
    BodyNode root = new BodyReader(functions, findings).read(body);
    findings.throwIfAny();
    return new JsonBodyTemplate(root, findings.references());
  }
}
