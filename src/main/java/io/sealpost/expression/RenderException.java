package io.sealpost.expression;

/**
 * A message that cannot be read, or that a template cannot be rendered for. The text never holds a
 * secret or a value of the message.
 *
 * <p>Codes of {@link ExactJson}: {@code invalid-json}, {@code invalid-utf8}, {@code duplicate-key},
 * {@code too-deep}, {@code lone-surrogate}. Codes of templates: {@code missing-attribute}, {@code
 * missing-secret}, {@code invalid-header-value}, {@code url-refused}, {@code too-large}, {@code
 * function-failed}, {@code lone-surrogate}, {@code unavailable} (something used before it was
 * rendered), {@code invalid-json}, {@code invalid-utf8}.
 */
public final class RenderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public RenderException(String code, String message) {
    super(message);
    this.code = code;
  }

  public RenderException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A reason code for the dead queue, e.g. {@code missing-attribute}. */
  public String code() {
    return code;
  }
}
