package io.sealpost.expression;

import java.util.Set;

/** A template of a URL: values are percent-encoded, and none can change the URL's shape. */
record UrlTemplate(ParsedText text) implements Template {
  @Override
  public Rendered render(RenderContext context) throws RenderException {
    TextOutput output = TextOutput.upTo(context.maxBytes());
    var segments = new PathSegments();
    for (Expression part : text.parts()) {
      if (part instanceof Expression.Literal literal) {
        output.append(literal.text());
        segments.literal(literal.text());
        continue;
      }
      TextOutput value = output.forArgument();
      part.render(context, value);
      String encoded = PercentEncoding.encode(value.text());
      if (value.holdsSecret()) {
        output.appendSecret(encoded);
      } else {
        output.append(encoded);
      }
      segments.value(encoded);
    }
    segments.end();
    return output.rendered();
  }

  @Override
  public String literalPrefix() {
    return text.literalPrefix();
  }

  @Override
  public Set<Reference> references() {
    return text.references();
  }
}
