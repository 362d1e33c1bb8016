package io.sealpost.expression;

import java.util.Set;

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

  /** All that the template refers to, function arguments included, in the order of the text. */
  default Set<Reference> references() {
    return Set.of();
  }

  /** Whether {@code ${request_body}} occurs: then the body has to be rendered first. */
  default boolean usesRequestBody() {
    return references().stream().anyMatch(Variable.REQUEST_BODY::isNamedBy);
  }
}
