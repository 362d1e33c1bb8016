package io.sealpost.expression;

/** A message that a template cannot be rendered for. The text never holds a secret or a value. */
public final class RenderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public RenderException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A reason code for the dead queue, e.g. {@code missing-attribute}. */
  public String code() {
    return code;
  }
}
