package io.sealpost.expression;

import java.util.List;
import java.util.Set;

/** A parsed text: its parts in order, adjacent literals merged, and what they refer to. */
record ParsedText(List<Expression> parts, Set<Reference> references) {

  void render(RenderContext context, TextOutput output) throws RenderException {
    for (Expression part : parts) {
      part.render(context, output);
    }
  }

  String literalPrefix() {
    return !parts.isEmpty() && parts.get(0) instanceof Expression.Literal literal
        ? literal.text()
        : "";
  }
}
