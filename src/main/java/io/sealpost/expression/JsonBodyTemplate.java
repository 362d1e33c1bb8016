package io.sealpost.expression;

import io.sealpost.expression.Reference.Kind;
import java.io.IOException;
import java.util.Set;

/** A body whose tree is written straight into the generator. */
record JsonBodyTemplate(BodyNode root, Set<Reference> references, boolean mayHoldSecrets)
    implements BodyTemplate {

  static JsonBodyTemplate of(BodyNode root, Set<Reference> references) {
    boolean secrets =
        references.stream().anyMatch(r -> r.kind() == Kind.AUTH || r.kind() == Kind.SECRET);
    return new JsonBodyTemplate(root, references, secrets);
  }

  @Override
  public RenderedBody render(RenderContext context) throws RenderException {
    try {
      BodyOutput output = new BodyOutput(context.maxBytes(), mayHoldSecrets);
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
