package io.sealpost.expression;

/** A parsed template for one place of a request. Immutable and thread-safe. */
public interface Template {
  /**
   * Evaluates the template once.
   *
   * @throws RenderException when an attribute is missing, a value does not fit its place, or the
   *     result grows beyond {@link RenderContext#maxBytes()}
   */
  Rendered render(RenderContext context) throws RenderException;

  /** The literal text before the first expression; the whole text where there is none. */
  String literalPrefix();
}
