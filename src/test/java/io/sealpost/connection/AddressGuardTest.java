package io.sealpost.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final AddressGuard PUBLIC = AddressGuard.allowing(List.of());

  /** First and last address of each block, and their public neighbours. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, false",
    "0.255.255.255, false",
    "1.0.0.0, true",
    "9.255.255.255, true",
    "10.0.0.0, false",
    "10.255.255.255, false",
    "11.0.0.0, true",
    "100.63.255.255, true",
    "100.64.0.0, false",
    "100.127.255.255, false",
    "100.128.0.0, true",
    "126.255.255.255, true",
    "127.0.0.0, false",
    "127.255.255.255, false",
    "128.0.0.0, true",
    "168.63.129.15, true",
    "168.63.129.16, false",
    "168.63.129.17, true",
    "169.253.255.255, true",
    "169.254.0.0, false",
    "169.254.169.254, false",
    "169.254.255.255, false",
    "169.255.0.0, true",
    "172.15.255.255, true",
    "172.16.0.0, false",
    "172.31.255.255, false",
    "172.32.0.0, true",
    "191.255.255.255, true",
    "192.0.0.0, false",
    "192.0.0.255, false",
    "192.0.1.0, true",
    "192.0.2.0, false",
    "192.0.2.255, false",
    "192.0.3.0, true",
    "192.88.98.255, true",
    "192.88.99.0, false",
    "192.88.99.255, false",
    "192.88.100.0, true",
    "192.167.255.255, true",
    "192.168.0.0, false",
    "192.168.255.255, false",
    "192.169.0.0, true",
    "198.17.255.255, true",
    "198.18.0.0, false",
    "198.19.255.255, false",
    "198.20.0.0, true",
    "198.51.99.255, true",
    "198.51.100.0, false",
    "198.51.100.255, false",
    "198.51.101.0, true",
    "203.0.112.255, true",
    "203.0.113.0, false",
    "203.0.113.255, false",
    "203.0.114.0, true",
    "223.255.255.255, true",
    "224.0.0.0, false",
    "239.255.255.255, false",
    "240.0.0.0, false",
    "255.255.255.255, false",
    "8.8.8.8, true",
    "::, false",
    "::1, false",
    "::8.8.8.8, false",
    "::ffff:10.0.0.1, false",
    "::ffff:8.8.8.8, true",
    "64:ff9b::8.8.8.8, false",
    "64:ff9b:1::1, false",
    "100::1, false",
    "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, false",
    "2000::1, true",
    "2001::1, false",
    "2001:2::1, false",
    "2001:10::1, false",
    "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, false",
    "2001:200::1, true",
    "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, true",
    "2001:db8::, false",
    "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, false",
    "2001:db9::, true",
    "2001:4860:4860::8888, true",
    "2002:0808:0808::1, true",
    "2002:0a00:0001::1, false",
    "2002:7f00:0001::1, false",
    "2002:a9fe:a9fe::1, false",
    "2606:4700:4700::1111, true",
    "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true",
    "3fff::1, false",
    "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, false",
    "3fff:1000::, true",
    "4000::1, false",
    "5f00::1, false",
    "fc00::1, false",
    "fd00:ec2::254, false",
    "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, false",
    "fe80::1, false",
    "fec0::1, false",
    "ff02::1, false",
  })
  void onlyPublicAddressesAreAllowed(String address, boolean allowed) {
    assertThat(PUBLIC.allows(literal(address))).isEqualTo(allowed);
  }

  @Test
  void refusalNamesTheBlock() {
    assertThat(PUBLIC.refusal(literal("127.0.0.1"))).isEqualTo("loopback (127.0.0.0/8)");
    assertThat(PUBLIC.refusal(literal("2002:7f00:1::")))
        .isEqualTo("6to4 to loopback (127.0.0.0/8)");
    assertThat(PUBLIC.refusal(literal("4000::1"))).isEqualTo("outside global unicast (2000::/3)");
    assertThat(PUBLIC.refusal(literal("8.8.8.8"))).isNull();
  }

  @Test
  void listedBlocksAreAllowedAndNothingBeside() {
    AddressGuard guard =
        AddressGuard.allowing(List.of("10.1.0.0/16", "192.168.7.9", "fd12::/64", "::1/128"));
    assertThat(guard.allows(literal("10.1.0.0"))).isTrue();
    assertThat(guard.allows(literal("10.1.255.255"))).isTrue();
    assertThat(guard.allows(literal("10.0.255.255"))).isFalse();
    assertThat(guard.allows(literal("10.2.0.0"))).isFalse();
    assertThat(guard.allows(literal("192.168.7.9"))).isTrue();
    assertThat(guard.allows(literal("192.168.7.8"))).isFalse();
    assertThat(guard.allows(literal("fd12::ffff:ffff:ffff:ffff"))).isTrue();
    assertThat(guard.allows(literal("fd12:0:0:1::"))).isFalse();
    assertThat(guard.allows(literal("::1"))).isTrue();
    assertThat(guard.allows(literal("127.0.0.1"))).isFalse();
    assertThat(guard.allows(literal("8.8.8.8"))).isTrue();
    assertThat(guard.lists(literal("8.8.8.8"))).isFalse();
    assertThat(guard.isPublicOnly()).isFalse();
    assertThat(PUBLIC.isPublicOnly()).isTrue();
  }

  @Test
  void listingAnAddressDoesNotAllowItsTranslations() {
    AddressGuard guard = AddressGuard.allowing(List.of("10.0.0.0/8"));
    assertThat(guard.allows(literal("::ffff:10.0.0.1"))).isTrue();
    assertThat(guard.allows(literal("2002:a00:1::"))).isFalse();
    assertThat(guard.allows(literal("64:ff9b::10.0.0.1"))).isFalse();
    assertThat(guard.allows(literal("::10.0.0.1"))).isFalse();
  }

  @Test
  void allOfAFamilyIsThatFamilyOnly() {
    AddressGuard guard = AddressGuard.allowing(List.of("::/0"));
    assertThat(guard.allows(literal("fe80::1"))).isTrue();
    assertThat(guard.allows(literal("10.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.0.0/16",
    "10.1.2.3, 10.1.2.3/32",
    "0.0.0.0/0, 0.0.0.0/0",
    "10.1.2.3/32, 10.1.2.3/32",
    "10.1.2.128/25, 10.1.2.128/25",
    "FD12:0::/64, fd12::/64",
    "::1, ::1/128",
    "::ffff:10.1.0.0/112, 10.1.0.0/16",
    "::ffff:0:0/96, 0.0.0.0/0",
  })
  void blockIsReadAsMeant(String text, String block) {
    assertThat(CidrBlock.parse(text)).hasToString(block);
  }

  @ParameterizedTest
  @CsvSource({
    "'', address/bits",
    "10.1.0.0/16/16, 0 to 32",
    "10.1.0.0/, 0 to 32",
    "10.1.0.0/33, 0 to 32",
    "10.1.0.0/-1, 0 to 32",
    "10.1.0.0/+8, 0 to 32",
    "10.1.0.0/016, 0 to 32",
    "10.1.0.0/1 6, 0 to 32",
    "10.1.0.0/１６, 0 to 32",
    "10.1.0.0/255.255.0.0, 0 to 32",
    "fd12::/129, 0 to 128",
    "10.1.2.3/16, write 10.1.0.0/16",
    "10.1.2.129/25, write 10.1.2.128/25",
    "fd12::1/64, write fd12::/64",
    "10.1/16, address/bits",
    "10.1.0.256/24, address/bits",
    "010.1.0.0/16, address/bits",
    "0x0a.1.0.0/16, address/bits",
    "167837696/16, address/bits",
    "[fd12::]/64, address/bits",
    "fe80::%eth0/64, address/bits",
    "fd12:::/64, address/bits",
    "localhost, address/bits",
    "::ffff:10.1.0.0/95, IPv4 block",
  })
  void wrongBlockIsRefusedWithTheFix(String text, String fix) {
    assertThatThrownBy(() -> AddressGuard.allowing(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining(fix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        "1.2.3.4 ",
        "1.2.3.+4",
        "1.2.3.٤",
        "1.2.3.0004",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "g::",
        "::1.2.3",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "1:2:3:4:5:6:7::8",
        "::1%lo",
        "[::1]",
        ":1",
        "1:",
        "::１",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::01.2.3.4"
      })
  void whatIsNoAddressIsNotReadAsOne(String text) {
    assertThat(IpLiteral.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "0:0:0:0:0:0:0:0, ::",
    "1:0:0:0:0:0:0:0, 1::",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "::ffff:1.2.3.4, 1.2.3.4",
    "64:ff9b::1.2.3.4, 64:ff9b::102:304",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
  })
  void addressIsWrittenInItsCanonicalForm(String text, String canonical) {
    assertThat(IpLiteral.format(literal(text))).isEqualTo(canonical);
  }

  @Property
  void writingAndReadingGivesTheAddress(@ForAll @Size(16) byte[] bytes)
      throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes);
    assertThat(IpLiteral.parse(IpLiteral.format(address))).isEqualTo(address);
    assertThat(InetAddress.getByName(IpLiteral.format(address))).isEqualTo(address);
  }

  @Property
  void ipv4IsReadAsTheJdkReadsIt(@ForAll @Size(4) byte[] bytes) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes);
    assertThat(IpLiteral.parse(address.getHostAddress())).isEqualTo(address);
    assertThat(literal("::ffff:" + address.getHostAddress())).isInstanceOf(Inet4Address.class);
  }

  @Property
  void noAddressTheJdkCallsPrivateIsAllowed(@ForAll @Size(16) byte[] bytes)
      throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes);
    if (address.isSiteLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()) {
      assertThat(PUBLIC.allows(address)).isFalse();
    }
  }

  private static InetAddress literal(String text) {
    return Objects.requireNonNull(IpLiteral.parse(text), text);
  }
}
