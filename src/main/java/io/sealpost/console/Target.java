package io.sealpost.console;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The path and query of a request, before anything is made of them: Vert.x would replace what is no
 * UTF-8, and fails on half an escape.
 */
final class Target {
  private Target() {}

  /**
   * Looks at what follows the method.
   *
   * @throws RefusedException if it cannot be decoded to what somebody meant
   */
  static void check(String uri) {
    if (!uri.startsWith("/")) {
      throw RefusedException.badRequest("The path does not begin with /: this is no proxy");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(uri.length());
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == '%') {
        bytes.write(escaped(uri, i));
        i += 2;
      } else if (c > ' ' && c < 0x7f) {
        bytes.write(c);
      } else {
        throw RefusedException.badRequest(
            "Path and query are ASCII: percent-encode other characters, byte by byte in UTF-8");
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
    } catch (CharacterCodingException e) {
      throw new RefusedException(
          400, "bad-request", "What path or query have percent-encoded is no UTF-8", e);
    }
  }

  private static int escaped(String uri, int at) {
    int high = at + 2 < uri.length() ? Character.digit(uri.charAt(at + 1), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(uri.charAt(at + 2), 16);
    if (low < 0) {
      throw RefusedException.badRequest(
          "Path or query have a % without two hexadecimal digits behind it: write %25 for a %");
    }
    return high * 16 + low;
  }
}
