package io.sealpost.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrBlockTest {
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
}
