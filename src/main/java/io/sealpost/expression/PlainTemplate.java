package io.sealpost.expression;

import java.util.Set;

/** A template whose values go in as they are. */
record PlainTemplate(ParsedText text) implements Template {
  @Override
  public Rendered render(RenderContext context) throws RenderException {
    TextOutput output = TextOutput.upTo(context.maxBytes());
    text.render(context, output);
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
