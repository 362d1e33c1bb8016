package io.sealpost.connection;

import java.net.InetAddress;

/**
 * A block of IP addresses, such as {@code 10.1.0.0/16}. Source: RFC 4632, section 3.1.
 *
 * @param network its first address, 4 or 16 bytes
 * @param bits how many leading bits all its addresses share
 */
record CidrBlock(byte[] network, int bits) {
  /** Length of {@code ::ffff:0:0/96}, which holds the IPv4 addresses written as IPv6. */
  private static final int MAPPED_BITS = 96;

  /**
   * Parses {@code address/bits}, or an address alone, which means just that one.
   *
   * @throws IllegalArgumentException with the rule and the fix
   */
  static CidrBlock parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    InetAddress address = IpLiteral.parse(literal);
    if (address == null) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a CIDR block: write address/bits, as in 10.1.0.0/16 or fd12::/64");
    }
    byte[] network = address.getAddress();
    int written = literal.indexOf(':') < 0 ? 32 : 128;
    int bits = slash < 0 ? written : parseBits(text, slash + 1, written);
    // An IPv4-mapped block is the IPv4 block it maps: addresses arrive here unmapped.
    int shift = written - 8 * network.length;
    if (shift > 0 && bits < MAPPED_BITS) {
      throw new IllegalArgumentException(
          "\"" + text + "\" maps IPv4: write the IPv4 block itself, as in 10.1.0.0/16");
    }
    CidrBlock block = new CidrBlock(network, bits - shift);
    if (block.hasHostBits()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has bits set behind its /" + bits + ": write " + block.firstAddress());
    }
    return block;
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = mask(bit);
      if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static int parseBits(String text, int start, int most) {
    String digits = text.substring(start);
    boolean canonical = digits.equals("0") || digits.matches("[1-9][0-9]{0,2}");
    int bits = canonical ? Integer.parseInt(digits) : -1;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" has no valid length behind the slash: write a number from 0 to "
              + most);
    }
    return bits;
  }

  /** The bits of the byte that starts at {@code bit} which belong to the network. */
  private int mask(int bit) {
    int inByte = Math.min(8, Math.max(0, bits - bit));
    return 0xff << (8 - inByte) & 0xff;
  }

  private boolean hasHostBits() {
    for (int i = 0; i < network.length; i++) {
      if ((network[i] & ~mask(8 * i) & 0xff) != 0) {
        return true;
      }
    }
    return false;
  }

  private String firstAddress() {
    byte[] first = network.clone();
    for (int i = 0; i < first.length; i++) {
      first[i] &= (byte) mask(8 * i);
    }
    return new CidrBlock(first, bits).toString();
  }

  @Override
  public String toString() {
    return IpLiteral.format(IpLiteral.of(network)) + "/" + bits;
  }
}
