package io.sealpost.broker;

/**
 * Where operators read on: each code has a section of its own in {@code docs/troubleshooting.md}.
 */
public final class Troubleshooting {
  public static final String PAGE = "docs/troubleshooting.md";

  private Troubleshooting() {}

  /** The text, and where to read on. */
  public static String pointed(String text, String code) {
    return text + pointer(code);
  }

  /** The same in so many characters: what gives way is the text. */
  public static String pointed(String text, String code, int maxLength) {
    String pointer = pointer(code);
    return cut(text, Math.max(0, maxLength - pointer.length())) + pointer;
  }

  private static String pointer(String code) {
    return "; see " + PAGE + "#" + code;
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    // A surrogate pair stays whole.
    boolean splits = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splits ? length - 1 : length);
  }
}
