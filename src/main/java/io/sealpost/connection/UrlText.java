package io.sealpost.connection;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may stand behind the authority of a URL: path and query in the characters of RFC 3986, and a
 * path that no receiver, however often it decodes, can read as one that climbs. Linear in the
 * length of the text.
 */
final class UrlText {
  private static final boolean[] ALLOWED = new boolean[128];

  static {
    String unreservedMarks = "-._~";
    String subDelims = "!$&'()*+,;=";
    for (char c : (unreservedMarks + subDelims + ":@/%").toCharArray()) {
      ALLOWED[c] = true;
    }
    Arrays.fill(ALLOWED, '0', '9' + 1, true);
    Arrays.fill(ALLOWED, 'A', 'Z' + 1, true);
    Arrays.fill(ALLOWED, 'a', 'z' + 1, true);
  }

  private UrlText() {}

  /**
   * Why the text is refused and what to write instead, or null. Quotes nothing of the text: it may
   * hold a secret.
   *
   * @param text path and query of a URL, from its first slash
   * @param complete false when more of the path may follow: its last segment is judged later
   */
  static @Nullable String refusal(String text, boolean complete) {
    String characters = characterRefusal(text);
    if (characters != null) {
      return characters;
    }
    int question = text.indexOf('?');
    String path = question < 0 ? text : text.substring(0, question);
    String encoding = encodingRefusal(path);
    if (encoding != null) {
      return encoding;
    }
    String decoded = decodeAll(path);
    return climbs(decoded, complete || question >= 0)
        ? "its path has a \".\" or \"..\" segment, plain or encoded: these are never sent"
        : null;
  }

  private static @Nullable String characterRefusal(String text) {
    boolean inQuery = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      inQuery |= c == '?';
      if (c == '#') {
        return "it has a fragment (#), which is never sent: leave it out, or write %23";
      }
      if (c >= ALLOWED.length || (!ALLOWED[c] && !(inQuery && c == '?'))) {
        return "it has " + describe(c) + ", which must be percent-encoded";
      }
      if (c == '%' && !isEscape(text, i)) {
        return "it has a % without two hexadecimal digits behind it: write %25";
      }
    }
    return null;
  }

  private static String describe(char c) {
    return c > ' ' && c < 0x7f
        ? "the character " + c
        : String.format(Locale.ROOT, "the character U+%04X", (int) c);
  }

  /** Overlong UTF-8 is another spelling of dots and slashes: refused as no UTF-8 at all. */
  private static @Nullable String encodingRefusal(String path) {
    if (path.indexOf('%') < 0) {
      return null;
    }
    String decoded;
    try {
      ByteBuffer bytes = ByteBuffer.wrap(decodeOnce(path));
      decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return "its path has percent-encoded bytes that are not UTF-8: encode the text as UTF-8";
    }
    return decoded.chars().anyMatch(Character::isISOControl)
        ? "its path has a percent-encoded control character: leave it out"
        : null;
  }

  private static byte[] decodeOnce(String path) {
    byte[] bytes = new byte[path.length()];
    int length = 0;
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '%') {
        bytes[length++] = (byte) (hex(path.charAt(i + 1)) << 4 | hex(path.charAt(i + 2)));
        i += 2;
      } else {
        bytes[length++] = (byte) path.charAt(i);
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  /** Decodes until nothing is left to decode, each byte as one character, in one pass. */
  private static String decodeAll(String path) {
    StringBuilder decoded = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      decoded.append(path.charAt(i));
      // A decoded character may complete an escape in turn: %25%32%65 is %2e is a dot.
      while (decoded.length() >= 3 && isEscape(decoded, decoded.length() - 3)) {
        int start = decoded.length() - 3;
        int value = hex(decoded.charAt(start + 1)) << 4 | hex(decoded.charAt(start + 2));
        decoded.setLength(start);
        decoded.append((char) value);
      }
    }
    return decoded.toString();
  }

  private static boolean climbs(String decoded, boolean complete) {
    int start = 0;
    for (int i = 0; i <= decoded.length(); i++) {
      boolean end = i == decoded.length();
      // Windows receivers and some proxies take a backslash for a slash.
      if (end || decoded.charAt(i) == '/' || decoded.charAt(i) == '\\') {
        if (!(end && !complete) && isDotSegment(decoded.substring(start, i))) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  /** Servlet containers drop what follows a semicolon before they resolve the dots. */
  private static boolean isDotSegment(String segment) {
    int semicolon = segment.indexOf(';');
    String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
    return name.equals(".") || name.equals("..");
  }

  private static boolean isEscape(CharSequence text, int start) {
    return start + 2 < text.length()
        && text.charAt(start) == '%'
        && hex(text.charAt(start + 1)) >= 0
        && hex(text.charAt(start + 2)) >= 0;
  }

  /** ASCII only: {@link Character#digit} alone would take other scripts' digits. */
  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
