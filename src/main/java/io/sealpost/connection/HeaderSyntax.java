package io.sealpost.connection;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the names and values of request headers may be made of. Stricter than the HTTP client, which
 * writes a name with a colon as it is, makes a line break a blank and sends what is not ASCII in a
 * charset receivers disagree on.
 */
public final class HeaderSyntax {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private HeaderSyntax() {}

  /** Why this is no header name, or null. Source: RFC 9110, section 5.6.2 (token). */
  public static @Nullable String nameRefusal(String name) {
    if (name.isEmpty()) {
      return "a header without a name: write one of letters, digits and " + TOKEN_MARKS;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isTokenCharacter(name.charAt(i))) {
        return "the header name has "
            + describe(name.charAt(i))
            + " at position "
            + (i + 1)
            + ": use letters, digits and "
            + TOKEN_MARKS;
      }
    }
    return null;
  }

  /** Why this is no header value, or null. Quotes one character at most: it may be a secret. */
  public static @Nullable String valueRefusal(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        return "the value has "
            + describe(c)
            + " at position "
            + (i + 1)
            + ": header values are printable ASCII, encode anything else first (url_encode, base64)";
      }
    }
    // Receivers strip them, so that a signature over the header would not match.
    return value.startsWith(" ") || value.endsWith(" ")
        ? "the value begins or ends with a blank: leave it out"
        : null;
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }

  private static String describe(char c) {
    if (c == ' ') {
      return "a blank";
    }
    boolean printable = c > ' ' && c <= '~';
    return printable ? "\"" + c + "\"" : String.format(Locale.ROOT, "a U+%04X", (int) c);
  }
}
