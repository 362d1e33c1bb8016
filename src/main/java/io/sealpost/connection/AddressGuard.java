package io.sealpost.connection;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which addresses may be connected to: public ones, and those an operator listed. Immutable
 * and thread-safe.
 *
 * <p>Public is what the IANA special-purpose address registries (RFC 6890; <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IPv4</a>, <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry/">IPv6</a>) do not take out: in
 * IPv6 only {@code 2000::/3} can be, as nothing else is assigned for global unicast. The JDK's own
 * predicates miss unique local, shared (CGNAT) and translated addresses.
 */
public final class AddressGuard {
  private static final List<SpecialBlock> SPECIAL =
      List.of(
          special("0.0.0.0/8", "this network"),
          special("10.0.0.0/8", "private"),
          special("100.64.0.0/10", "shared by carriers (CGNAT)"),
          special("127.0.0.0/8", "loopback"),
          special("169.254.0.0/16", "link local, cloud metadata"),
          special("172.16.0.0/12", "private"),
          special("192.0.0.0/24", "protocol assignments"),
          special("192.0.2.0/24", "documentation"),
          special("192.88.99.0/24", "6to4 relay"),
          special("192.168.0.0/16", "private"),
          special("198.18.0.0/15", "benchmarking"),
          special("198.51.100.0/24", "documentation"),
          special("203.0.113.0/24", "documentation"),
          special("224.0.0.0/4", "multicast"),
          special("240.0.0.0/4", "reserved, broadcast"),
          // Public by number, but answered by the host of every Azure machine. Source: Microsoft,
          // "What is IP address 168.63.129.16?".
          special("168.63.129.16/32", "Azure platform"),
          // These lie within 2000::/3; the rest only names what is refused anyway.
          special("2001::/23", "protocol assignments, Teredo"),
          special("2001:db8::/32", "documentation"),
          special("3fff::/20", "documentation"),
          special("::/128", "unspecified"),
          special("::1/128", "loopback"),
          special("64:ff9b::/96", "translated to IPv4 (NAT64)"),
          special("64:ff9b:1::/48", "translated to IPv4 (NAT64)"),
          special("100::/64", "discarded"),
          special("5f00::/16", "segment routing"),
          special("fc00::/7", "unique local"),
          special("fe80::/10", "link local"),
          special("fec0::/10", "site local"),
          special("ff00::/8", "multicast"));

  private static final CidrBlock GLOBAL_UNICAST = CidrBlock.parse("2000::/3");
  private static final CidrBlock SIX_TO_FOUR = CidrBlock.parse("2002::/16");

  private final List<CidrBlock> allowed;

  private AddressGuard(List<CidrBlock> allowed) {
    this.allowed = allowed;
  }

  /**
   * Allows public addresses and those in the given CIDR blocks. A block allows addresses as they
   * are: {@code 10.0.0.0/8} does not allow {@code 64:ff9b::a00:1}, which is translated to 10.0.0.1.
   *
   * @throws IllegalArgumentException for the first block that is not one, with the fix
   */
  public static AddressGuard allowing(List<String> cidrBlocks) {
    return new AddressGuard(cidrBlocks.stream().map(CidrBlock::parse).toList());
  }

  public boolean allows(InetAddress address) {
    return refusal(address) == null;
  }

  /** Whether an operator listed this very address, public or not. */
  public boolean lists(InetAddress address) {
    byte[] bytes = address.getAddress();
    return allowed.stream().anyMatch(block -> block.contains(bytes));
  }

  /** Whether nothing but public addresses may be reached. */
  public boolean isPublicOnly() {
    return allowed.isEmpty();
  }

  /** What the address is instead of public, such as {@code loopback (127.0.0.0/8)}, or null. */
  public @Nullable String refusal(InetAddress address) {
    return lists(address) ? null : special(address.getAddress());
  }

  private static @Nullable String special(byte[] address) {
    for (SpecialBlock block : SPECIAL) {
      if (block.block().contains(address)) {
        return block.name() + " (" + block.block() + ")";
      }
    }
    if (SIX_TO_FOUR.contains(address)) {
      // 6to4 carries the IPv4 address it is sent to in the 32 bits behind 2002. Source: RFC 3056.
      byte[] carried = {address[2], address[3], address[4], address[5]};
      String refusal = special(carried);
      return refusal == null ? null : "6to4 to " + refusal;
    }
    if (address.length == 16 && !GLOBAL_UNICAST.contains(address)) {
      return "outside global unicast (" + GLOBAL_UNICAST + ")";
    }
    return null;
  }

  private static SpecialBlock special(String cidrBlock, String name) {
    return new SpecialBlock(CidrBlock.parse(cidrBlock), name);
  }

  private record SpecialBlock(CidrBlock block, String name) {}
}
