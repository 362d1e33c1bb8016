package io.sealpost.receiver;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text from elsewhere, made fit for a terminal: whatever could move its cursor, change its colours
 * or title, reorder or hide what stands beside it becomes visible as {@code \x1b} or {@code
 * \u202e}. A byte that is not UTF-8 becomes {@code \xff}.
 */
public final class TerminalText {
  private TerminalText() {}

  /** For one line: line feeds and tabs are made visible too. */
  public static String line(String text) {
    return visible(text, false);
  }

  /** For several lines: line feeds and tabs stay. */
  public static String lines(String text) {
    return visible(text, true);
  }

  /** As {@link #lines(String)}, for bytes that should be UTF-8. */
  public static String lines(byte[] utf8) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(utf8);
    CharBuffer out = CharBuffer.allocate(utf8.length);
    StringBuilder text = new StringBuilder(utf8.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      text.append(visible(out.flip().toString(), true));
      out.clear();
      if (!result.isError()) {
        return text.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        text.append(escaped('x', 2, in.get() & 0xff));
      }
    }
  }

  private static String visible(String text, boolean keepLines) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isHarmless(c) || (keepLines && (c == '\n' || c == '\t'))) {
                visible.appendCodePoint(c);
              } else if (c < 0x100) {
                visible.append(escaped('x', 2, c));
              } else {
                visible.append(escaped('u', 4, c));
              }
            });
    return visible.toString();
  }

  /** FORMAT holds the bidirectional overrides and the zero-width characters. */
  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String escaped(char kind, int digits, int value) {
    return "\\" + kind + String.format(Locale.ROOT, "%0" + digits + "x", value);
  }
}
