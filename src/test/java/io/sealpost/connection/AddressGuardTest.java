package io.sealpost.connection;

import static io.sealpost.connection.Addresses.literal;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
