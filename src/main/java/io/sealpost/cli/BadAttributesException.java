package io.sealpost.cli;

import org.jspecify.annotations.Nullable;

/** Input that is no attributes. */
final class BadAttributesException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;

  /**
   * @param line where it begins, from 1
   * @param text what is wrong, without quoting it
   */
  BadAttributesException(long line, String text, @Nullable Throwable cause) {
    super("Line " + line + ": " + text, cause);
    this.line = line;
  }

  long line() {
    return line;
  }
}
