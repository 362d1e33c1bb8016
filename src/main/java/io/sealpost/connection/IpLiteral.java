package io.sealpost.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes IP addresses as text, without ever asking a name service.
 *
 * <p>Strict where {@link InetAddress} is lenient: no octal, hexadecimal or shortened IPv4 ({@code
 * 127.1}, {@code 2130706433}), no zone, no brackets.
 */
final class IpLiteral {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_GROUPS = 8;

  private IpLiteral() {}

  /** The address, IPv4-mapped IPv6 as IPv4; null where the text is not an address. */
  static @Nullable InetAddress parse(String text) {
    byte[] bytes = text.indexOf(':') < 0 ? parseIpv4(text) : parseIpv6(text);
    return bytes == null ? null : of(bytes);
  }

  /** Dotted decimal, or lower-case IPv6 with the longest run of zeros cut. Source: RFC 5952. */
  static String format(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == IPV4_BYTES ? address.getHostAddress() : formatIpv6(bytes);
  }

  /** The address of 4 or 16 bytes. */
  static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IP address of " + bytes.length + " bytes", e);
    }
  }

  private static byte @Nullable [] parseIpv4(String text) {
    String[] octets = text.split("\\.", -1);
    if (octets.length != IPV4_BYTES) {
      return null;
    }
    byte[] bytes = new byte[IPV4_BYTES];
    for (int i = 0; i < IPV4_BYTES; i++) {
      int octet = parseOctet(octets[i]);
      if (octet < 0) {
        return null;
      }
      bytes[i] = (byte) octet;
    }
    return bytes;
  }

  /** A leading zero is refused: some readers take it for octal. */
  private static int parseOctet(String text) {
    if (text.isEmpty() || text.length() > 3 || (text.length() > 1 && text.charAt(0) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= 255 ? value : -1;
  }

  private static byte @Nullable [] parseIpv6(String text) {
    int gap = text.indexOf("::");
    byte[] head = parseGroups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    byte[] tail = gap < 0 ? new byte[0] : parseGroups(text.substring(gap + 2), true);
    if (head == null || tail == null) {
      return null;
    }
    int length = head.length + tail.length;
    // "::" stands for one group of zeros at least.
    boolean fits = gap < 0 ? length == 2 * IPV6_GROUPS : length < 2 * IPV6_GROUPS;
    if (!fits) {
      return null;
    }
    byte[] bytes = new byte[2 * IPV6_GROUPS];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
    return bytes;
  }

  private static byte @Nullable [] parseGroups(String text, boolean mayEndInIpv4) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] groups = text.split(":", -1);
    if (groups.length > IPV6_GROUPS) {
      return null;
    }
    byte[] bytes = new byte[2 * groups.length];
    for (int i = 0; i < groups.length; i++) {
      if (mayEndInIpv4 && i == groups.length - 1 && groups[i].indexOf('.') >= 0) {
        return endInIpv4(bytes, groups[i]);
      }
      int group = parseGroup(groups[i]);
      if (group < 0) {
        return null;
      }
      bytes[2 * i] = (byte) (group >> 8);
      bytes[2 * i + 1] = (byte) group;
    }
    return bytes;
  }

  private static byte @Nullable [] endInIpv4(byte[] groups, String text) {
    byte[] last = parseIpv4(text);
    if (last == null) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(groups, groups.length + 2);
    System.arraycopy(last, 0, bytes, bytes.length - IPV4_BYTES, IPV4_BYTES);
    return bytes;
  }

  private static int parseGroup(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Character.digit alone would take full-width and other scripts' digits.
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static String formatIpv6(byte[] bytes) {
    int[] groups = new int[IPV6_GROUPS];
    for (int i = 0; i < IPV6_GROUPS; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int start = longestZeros(groups);
    int end = start < 0 ? -1 : start + zerosFrom(groups, start);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < IPV6_GROUPS; i++) {
      if (i == start) {
        text.append("::");
        i = end - 1;
        continue;
      }
      if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }

  /** Where the first longest run of two or more zero groups starts, or -1. */
  private static int longestZeros(int[] groups) {
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < groups.length; i++) {
      int length = zerosFrom(groups, i);
      if (length > bestLength) {
        best = i;
        bestLength = length;
      }
    }
    return best;
  }

  private static int zerosFrom(int[] groups, int start) {
    int end = start;
    while (end < groups.length && groups[end] == 0) {
      end++;
    }
    return end - start;
  }
}
