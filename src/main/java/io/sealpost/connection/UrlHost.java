package io.sealpost.connection;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts a {@link UrlPrefix} may name: DNS names in one spelling that all clients read alike,
 * and IP addresses an operator listed.
 */
final class UrlHost {
  /** Octets of a name and of a label. Source: RFC 1035, section 2.3.4. */
  private static final int MAX_NAME = 253;

  private static final int MAX_LABEL = 63;

  /**
   * Top-level names that only exist inside a network. Sources: RFC 6761 (localhost), RFC 6762,
   * section 3 (local) and appendix G (the others), ICANN (internal), Kubernetes (svc), RFC 8375
   * (home.arpa).
   */
  private static final Set<String> PRIVATE_TOP_LEVELS =
      Set.of("localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "svc");

  /** Metadata of cloud machines is also served under these. */
  private static final Set<String> PRIVATE_NAMES = Set.of("metadata.goog", "home.arpa");

  private UrlHost() {}

  /** Why the host is refused and what to write instead, or null. */
  static @Nullable String refusal(String host, AddressGuard guard) {
    if (host.isEmpty()) {
      return "it has no host: write https://host/path/";
    }
    if (host.charAt(0) == '[') {
      return ipv6Refusal(host, guard);
    }
    InetAddress address = IpLiteral.parse(host);
    if (address != null) {
      return addressRefusal(address, guard);
    }
    String spelling = spellingRefusal(host);
    return spelling != null || !guard.isPublicOnly() ? spelling : privateNameRefusal(host);
  }

  private static @Nullable String ipv6Refusal(String host, AddressGuard guard) {
    if (host.indexOf('%') >= 0) {
      return "its address has a zone id, which only has a meaning on one machine: leave it out";
    }
    boolean closed = host.endsWith("]");
    InetAddress address = closed ? IpLiteral.parse(host.substring(1, host.length() - 1)) : null;
    if (address == null) {
      return "what stands in brackets is not an IPv6 address";
    }
    String canonical = IpLiteral.format(address);
    String written = address instanceof Inet4Address ? canonical : "[" + canonical + "]";
    // One spelling an address: what compares text must not be able to miss one.
    return host.equals(written)
        ? addressRefusal(address, guard)
        : "write its address as " + written + ", its one canonical form (RFC 5952)";
  }

  private static @Nullable String addressRefusal(InetAddress address, AddressGuard guard) {
    if (guard.lists(address)) {
      return null;
    }
    String block = IpLiteral.format(address) + (address instanceof Inet4Address ? "/32" : "/128");
    return "an IP address instead of a name must be listed: use the host's name, or add "
        + block
        + " to allowAddresses";
  }

  private static @Nullable String spellingRefusal(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c > 0x7f) {
        return "its host has characters beyond ASCII: write the name in its xn-- form";
      }
      if (c >= 'A' && c <= 'Z') {
        return "its host has upper-case letters: write it in lower case, as URLs must match it";
      }
      if (!isNameCharacter(c)) {
        return "its host has a character no DNS name has: use a-z, 0-9, hyphens and dots";
      }
    }
    if (host.endsWith(".")) {
      return "its host ends in a dot: leave the dot out";
    }
    String[] labels = host.split("\\.", -1);
    for (String label : labels) {
      if (label.isEmpty()
          || label.length() > MAX_LABEL
          || label.startsWith("-")
          || label.endsWith("-")) {
        return "its host is no DNS name: between dots stand 1 to 63 of a-z, 0-9 and hyphens, the"
            + " hyphens inside";
      }
    }
    if (host.length() > MAX_NAME) {
      return "its host is longer than " + MAX_NAME + " characters, the most a DNS name has";
    }
    char first = labels[labels.length - 1].charAt(0);
    // inet_aton and browsers read 2130706433, 0x7f.1 and 0177.0.0.1 as IPv4 addresses.
    return first >= 'a' && first <= 'z'
        ? null
        : "its host ends in a number, which some read as an IPv4 address: write a name, or four"
            + " decimal numbers without leading zeros";
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  }

  private static @Nullable String privateNameRefusal(String host) {
    int lastDot = host.lastIndexOf('.');
    boolean isPrivate =
        lastDot < 0
            || PRIVATE_TOP_LEVELS.contains(host.substring(lastDot + 1))
            || PRIVATE_NAMES.contains(host.substring(host.lastIndexOf('.', lastDot - 1) + 1));
    return isPrivate
        ? "\""
            + host
            + "\" is a name inside a network: if it is meant, list the addresses it has under"
            + " allowAddresses"
        : null;
  }
}
