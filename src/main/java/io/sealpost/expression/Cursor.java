package io.sealpost.expression;

/** A position in a text, and the words of the template language that may stand there. */
final class Cursor {
  private static final String BLANKS = " \t\r\n";

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  int at() {
    return at;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next character, or NUL at the end. */
  char peek() {
    return atEnd() ? '\0' : text.charAt(at);
  }

  char next() {
    return text.charAt(at++);
  }

  boolean looksAt(String word) {
    return text.startsWith(word, at);
  }

  /** Steps over the word if it stands here. */
  boolean eat(String word) {
    boolean here = looksAt(word);
    if (here) {
      at += word.length();
    }
    return here;
  }

  void expect(String word, String otherwise) throws SyntaxError {
    if (!eat(word)) {
      throw new SyntaxError(at, otherwise);
    }
  }

  static boolean isBlank(char c) {
    return BLANKS.indexOf(c) >= 0;
  }

  void skipBlanks() {
    while (!atEnd() && isBlank(peek())) {
      at++;
    }
  }

  void skipToEnd() {
    at = text.length();
  }

  String since(int start) {
    return text.substring(start, at);
  }

  /** {@code [A-Za-z_][A-Za-z0-9_-]*}, or the empty text where no name stands. */
  String name() {
    int start = at;
    while (!atEnd() && isNamePart(peek(), at == start)) {
      at++;
    }
    return since(start);
  }

  private static boolean isNamePart(char c, boolean first) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return letter || (!first && ((c >= '0' && c <= '9') || c == '-'));
  }

  boolean looksAtQuote() {
    return peek() == '"' || peek() == '\'';
  }

  /** A text in single or double quotes, escapes resolved. */
  String quoted() throws SyntaxError {
    int start = at;
    char quote = next();
    var content = new StringBuilder();
    while (!atEnd()) {
      char c = next();
      if (c == quote) {
        return content.toString();
      }
      content.append(c == '\\' ? escaped() : c);
    }
    throw new SyntaxError(start, "the quote is never closed; write " + quote + " behind the text");
  }

  private char escaped() throws SyntaxError {
    char c = atEnd() ? '\0' : next();
    return switch (c) {
      case '"', '\'', '\\' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      default ->
          throw new SyntaxError(
              Math.min(at, text.length()) - 1,
              "a backslash in quotes stands before \" ' \\ n or t only; write \\\\ for a backslash");
    };
  }

  /**
   * Steps behind the expression that began at {@code start}: to where its braces are balanced, or
   * to the end, so that one error is not reported as several.
   */
  void recover(int start) {
    int open = 0;
    for (at = start; at < text.length(); ) {
      char c = next();
      if (c == '{') {
        open++;
      } else if (c == '}' && --open == 0) {
        return;
      }
    }
  }
}
