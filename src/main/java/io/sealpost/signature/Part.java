package io.sealpost.signature;

import java.util.Locale;
import java.util.Optional;

/**
 * One part of the signed content.
 *
 * @param argument the text itself, or the header's name in lower case; empty for all other kinds
 */
record Part(Kind kind, String argument) {
  enum Kind {
    TEXT("text:"),
    ID("id"),
    TIMESTAMP("timestamp"),
    BODY("body"),
    /** Lower-case hex. */
    BODY_SHA256("bodySha256"),
    URL("url"),
    METHOD("method"),
    PATH("path"),
    QUERY("query"),
    /** See {@link SortedForm}. */
    SORTED_FORM("sortedForm"),
    HEADER("header:");

    final String word;

    Kind(String word) {
      this.word = word;
    }

    boolean takesArgument() {
      return word.endsWith(":");
    }
  }

  static Optional<Part> parse(String text) {
    for (Kind kind : Kind.values()) {
      if (kind.takesArgument()
          && text.length() > kind.word.length()
          && text.startsWith(kind.word)) {
        String argument = text.substring(kind.word.length());
        return Optional.of(
            new Part(kind, kind == Kind.HEADER ? argument.toLowerCase(Locale.ROOT) : argument));
      }
      if (!kind.takesArgument() && text.equals(kind.word)) {
        return Optional.of(new Part(kind, ""));
      }
    }
    return Optional.empty();
  }
}
