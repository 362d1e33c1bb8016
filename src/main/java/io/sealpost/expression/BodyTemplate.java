package io.sealpost.expression;

/** A parsed {@code requestBody}. Immutable and thread-safe. */
public interface BodyTemplate {
  /**
   * The request body: compact JSON in UTF-8, built as a tree.
   *
   * @throws RenderException as {@link Template#render}
   */
  RenderedBody render(RenderContext context) throws RenderException;
}
