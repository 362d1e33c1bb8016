package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Text that UTF-8 can carry, and bytes that are UTF-8. */
final class Unicode {
  private Unicode() {}

  /** Index of the first surrogate without its other half, or -1. */
  static int loneSurrogate(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /**
   * Length in UTF-8.
   *
   * @throws RenderException {@code lone-surrogate}, where Java would silently write a question mark
   */
  static int utf8Length(String text) throws RenderException {
    int bytes = text.length();
    boolean surrogates = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Two units of a surrogate pair make four bytes, so each counts for one more, not two.
        boolean surrogate = Character.isSurrogate(c);
        bytes += c < 0x800 || surrogate ? 1 : 2;
        surrogates |= surrogate;
      }
    }
    if (surrogates && loneSurrogate(text) >= 0) {
      throw new RenderException(
          "lone-surrogate", "a value holds half of a surrogate pair, which UTF-8 cannot carry");
    }
    return bytes;
  }

  /**
   * Strict UTF-8.
   *
   * @throws RenderException {@code invalid-utf8}
   */
  static String decode(byte[] utf8, String what) throws RenderException {
    String text = new String(utf8, UTF_8);
    // A replacement character was either sent as such or stands for bytes that are not UTF-8.
    if (text.indexOf('\uFFFD') >= 0 && !Arrays.equals(text.getBytes(UTF_8), utf8)) {
      throw new RenderException("invalid-utf8", what + " is not valid UTF-8");
    }
    return text;
  }
}
