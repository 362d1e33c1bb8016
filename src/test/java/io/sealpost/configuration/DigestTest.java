package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void partsAreToldApart() {
    assertThat(new Digest().add("ab").add("c").hex())
        .isEqualTo(new Digest().add("ab").add("c").hex())
        .isNotEqualTo(new Digest().add("a").add("bc").hex());
  }
}
