package io.sealpost.expression;

import java.util.Set;

/** A parsed {@code requestBody}. Immutable and thread-safe. */
public interface BodyTemplate {
  /**
   * The request body: compact JSON in UTF-8, built as a tree.
   *
   * @throws RenderException as {@link Template#render}
   */
  RenderedBody render(RenderContext context) throws RenderException;

  /** All that the body's strings refer to, function arguments included, in document order. */
  default Set<Reference> references() {
    return Set.of();
  }
}
