package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @Test
  void durationsHaveFiveUnits() {
    assertThat(Units.duration("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(Units.duration("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(Units.duration("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(Units.duration("1h")).isEqualTo(Duration.ofHours(1));
    assertThat(Units.duration("30d")).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void oneKilobyteIs1024Bytes() {
    assertThat(Units.bytes("10B")).isEqualTo(10);
    assertThat(Units.bytes("256KB")).isEqualTo(256 * 1024);
    assertThat(Units.bytes("1MB")).isEqualTo(1024 * 1024);
    assertThat(Units.bytes("999999999GB")).isEqualTo(999999999L << 30);
  }

  @Test
  void aBareNumberIsRefusedWithItsLikelyUnit() {
    assertThatThrownBy(() -> Units.duration("30")).hasMessageEndingWith("did you mean 30s?");
    assertThatThrownBy(() -> Units.bytes("256")).hasMessageEndingWith("did you mean 256KB?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "1 s", "1S", "-1s", "1.5s", "1s\n", "1w", "9999999999s", "١s"})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> Units.duration(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Units.bytes(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
