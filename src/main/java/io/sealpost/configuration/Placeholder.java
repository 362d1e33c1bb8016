package io.sealpost.configuration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A placeholder in a connection file: <code>{{function:argument}}</code> or <code>{{name}}</code>.
 *
 * @param offset index of its first UTF-16 unit in the text
 * @param end index behind its last
 * @param function what stands before the first colon, or null for a property's name
 * @param argument what stands behind it
 */
record Placeholder(int offset, int end, @Nullable String function, String argument) {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  /** Gives one placeholder its value. */
  @FunctionalInterface
  interface Lookup {
    String value(Placeholder placeholder) throws PlaceholderException;
  }

  static List<Placeholder> in(String text) throws PlaceholderException {
    List<Placeholder> found = new ArrayList<>();
    int open = text.indexOf(OPEN);
    while (open >= 0) {
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        throw new PlaceholderException(open, "{{ is never closed; write }} behind the name");
      }
      int end = close + CLOSE.length();
      String inner = text.substring(open + OPEN.length(), close).strip();
      int colon = inner.indexOf(':');
      found.add(
          new Placeholder(
              open, end, colon < 0 ? null : inner.substring(0, colon), inner.substring(colon + 1)));
      open = text.indexOf(OPEN, end);
    }
    return found;
  }

  /** The text with each placeholder replaced once: values are not looked through again. */
  static String replaceAll(String text, Lookup lookup) throws PlaceholderException {
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (Placeholder placeholder : in(text)) {
      replaced.append(text, from, placeholder.offset()).append(lookup.value(placeholder));
      from = placeholder.end();
    }
    return replaced.append(text, from, text.length()).toString();
  }

  /**
   * The placeholder for messages, without the default behind a second colon: that may be a secret
   * somebody wrote down.
   */
  String shown() {
    if (function == null) {
      return OPEN + argument + CLOSE;
    }
    return OPEN + function + ":" + subject() + CLOSE;
  }

  /** The argument without a default, e.g. the name of the environment variable. */
  String subject() {
    int colon = argument.indexOf(':');
    return colon < 0 ? argument : argument.substring(0, colon);
  }
}
