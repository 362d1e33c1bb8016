package io.sealpost.configuration;

import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * Where the characters of a scalar's value stand in its source: escapes, doubled quotes, folded
 * lines and block indentation make the two differ.
 *
 * <p>Both are walked side by side. Characters other than blanks occur in both in the same order,
 * and blanks of the source that have none to match were folded or are indentation.
 */
final class ScalarOffsets {
  private final String source;
  private final String value;
  private final ScalarStyle style;

  private int at;
  private int covered;

  /**
   * @param source the scalar as written, with its quotes or block header
   */
  ScalarOffsets(String source, String value, ScalarStyle style) {
    this.source = source;
    this.value = value;
    this.style = style;
  }

  /** The index in the source of the value's character at {@code offset}. */
  int indexOf(int offset) {
    at = start();
    covered = 0;
    while (at < source.length()) {
      int from = at;
      step();
      if (covered > offset) {
        return from;
      }
    }
    return Math.max(0, source.length() - (quoted() ? 1 : 0));
  }

  private void step() {
    char c = source.charAt(at);
    if (style == ScalarStyle.DOUBLE_QUOTED && c == '\\') {
      escape();
    } else if (style == ScalarStyle.SINGLE_QUOTED && c == '\'') {
      at += 2;
      covered++;
    } else if (isBlank(c)) {
      at++;
      if (covered < value.length() && isBlank(value.charAt(covered))) {
        covered++;
      }
    } else {
      at++;
      covered++;
    }
  }

  private void escape() {
    char kind = at + 1 < source.length() ? source.charAt(at + 1) : '\n';
    int digits =
        switch (kind) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> 0;
        };
    if (kind == '\n' || kind == '\r') {
      // A line that ends in a backslash goes on without a blank.
      at += 2;
      while (at < source.length() && isBlank(source.charAt(at))) {
        at++;
      }
      return;
    }
    boolean twoUnits =
        kind == 'U' && covered < value.length() && Character.isHighSurrogate(value.charAt(covered));
    at += 2 + digits;
    covered += twoUnits ? 2 : 1;
  }

  private int start() {
    if (quoted()) {
      return 1;
    }
    boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    return block ? source.indexOf('\n') + 1 : 0;
  }

  private boolean quoted() {
    return style == ScalarStyle.SINGLE_QUOTED || style == ScalarStyle.DOUBLE_QUOTED;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
