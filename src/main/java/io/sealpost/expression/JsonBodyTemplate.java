package io.sealpost.expression;

import java.io.IOException;
import java.util.Set;

/** A body whose tree is written straight into the generator. */
record JsonBodyTemplate(BodyNode root, Set<Reference> references) implements BodyTemplate {
  @Override
  public RenderedBody render(RenderContext context) throws RenderException {
    try {
      BodyOutput output = new BodyOutput(context.maxBytes());
      try (output) {
        root.write(context, output);
      }
      return output.rendered();
    } catch (BoundedBytes.LimitExceededException e) {
      throw new RenderException(
          "too-large", "the body is larger than the limit of " + context.maxBytes() + " bytes", e);
    } catch (IOException e) {
      throw new RenderException("invalid-json", e.getMessage(), e);
    }
  }
}
