package io.sealpost.connection;

import static io.sealpost.connection.Addresses.literal;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
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
}
