package io.sealpost.expression;

import java.util.List;

/**
 * A function that templates may call, for integrators who add their own as beans. Called by many
 * threads at once.
 */
public interface TemplateFunction {
  /** Lower-case letters, digits and underscores, beginning with a letter. */
  String name();

  /** How many arguments it takes. */
  int arity();

  /**
   * Computes the value. Where an argument holds a secret, the value is shown as {@code ***}.
   *
   * @param arguments as rendered, as many as {@link #arity()}
   * @throws IllegalArgumentException when an argument does not fit; its text is shown to operators
   *     unless an argument holds a secret
   */
  String apply(List<String> arguments);
}
