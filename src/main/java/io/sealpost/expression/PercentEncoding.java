package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Percent-encoding that fits a path segment as well as a query value: all but the unreserved
 * characters of RFC 3986, section 2.3; a blank becomes {@code %20}, never a plus.
 */
final class PercentEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private PercentEncoding() {}

  static String encode(String value) {
    if (value.chars().allMatch(PercentEncoding::isUnreserved)) {
      return value;
    }
    byte[] bytes = value.getBytes(UTF_8);
    var encoded = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      if (isUnreserved(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
