package io.sealpost.expression;

import java.util.List;

/** A function that templates may call, for integrators who add their own as beans. */
public interface TemplateFunction {
  /** Lower-case letters, digits and underscores. */
  String name();

  /** How many arguments it takes. */
  int arity();

  /**
   * Computes the value.
   *
   * @param arguments as rendered, as many as {@link #arity()}
   * @throws IllegalArgumentException when an argument does not fit; its text is shown to operators
   */
  String apply(List<String> arguments);
}
