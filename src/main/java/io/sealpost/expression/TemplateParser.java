package io.sealpost.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;

/** Contract only; being built. */
public final class TemplateParser {
  public TemplateParser(Collection<? extends TemplateFunction> functions) {
    throw new UnsupportedOperationException(functions.toString());
  }

  public Template parse(String text, Place place) throws TemplateSyntaxException {
    throw new UnsupportedOperationException(text + place);
  }

  public BodyTemplate parseBody(JsonNode body) throws TemplateSyntaxException {
    throw new UnsupportedOperationException(body.toString());
  }
}
