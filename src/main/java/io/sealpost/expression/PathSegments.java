package io.sealpost.expression;

/**
 * Watches the path of a URL while it is rendered. Percent-encoding leaves two ways in which a value
 * could address something else: a segment that becomes {@code .} or {@code ..}, and one that
 * becomes empty ({@code DELETE /users/} instead of {@code /users/7}). Segments of literal text
 * alone are the operator's own.
 */
final class PathSegments {
  private final StringBuilder segment = new StringBuilder();
  private boolean holdsValue;
  private boolean ended;

  void literal(String text) throws RenderException {
    int start = 0;
    for (int i = 0; i < text.length() && !ended; i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '\\' || c == '?' || c == '#') {
        segment.append(text, start, i);
        check();
        start = i + 1;
        ended = c == '?' || c == '#';
      }
    }
    if (!ended) {
      segment.append(text, start, text.length());
    }
  }

  void value(String encoded) {
    if (!ended) {
      segment.append(encoded);
      holdsValue = true;
    }
  }

  void end() throws RenderException {
    if (!ended) {
      check();
      ended = true;
    }
  }

  private void check() throws RenderException {
    if (holdsValue) {
      // A literal %2e is a dot to many servers, and what follows a semicolon is cut off by some.
      String name = segment.toString().replace("%2e", ".").replace("%2E", ".").split(";", 2)[0];
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw new RenderException(
            "url-refused",
            "a value makes a path segment of the URL "
                + (name.isEmpty() ? "empty" : "a dot segment")
                + ", which addresses something else");
      }
    }
    segment.setLength(0);
    holdsValue = false;
  }
}
