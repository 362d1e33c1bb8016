package io.sealpost.expression;

/** One place where a text stops being a template; the reader goes on behind it. */
final class SyntaxError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  SyntaxError(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  int offset() {
    return offset;
  }
}
