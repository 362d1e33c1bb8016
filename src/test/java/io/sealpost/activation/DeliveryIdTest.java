package io.sealpost.activation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryIdTest {
  /**
   * Computed with Python: {@code base64.b32encode(hashlib.sha256(id + b'\0' +
   * activation).digest()).decode().lower()[:26]}.
   */
  @Test
  void mintedIdsAreTheKnownOnes() {
    assertThat(DeliveryId.mint("ID:2f1e0f6c-0001", "welcome"))
        .isEqualTo("del_ugkpjtov3hdy6iqphqmwnqfwab");
    assertThat(DeliveryId.mint("ID:é", "a")).isEqualTo("del_3hnb2x62h4bmzd7rmccgw5u2cp");
  }

  @Property
  void everyMintedIdIsOneAProducerCouldSend(@ForAll String messageId, @ForAll String activation) {
    assertThat(DeliveryId.mint(messageId, activation)).matches("del_[a-z2-7]{26}");
    assertThat(DeliveryId.isAccepted(DeliveryId.mint(messageId, activation))).isTrue();
  }

  @Test
  void theZeroByteKeepsIdAndActivationApart() {
    assertThat(DeliveryId.mint("ID:1", "2x")).isNotEqualTo(DeliveryId.mint("ID:12", "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "A-b_9", "0123456789012345678901234567890123456789012345678901234567890123"})
  void aProducersIdIsUsedAsItIs(String id) {
    assertThat(DeliveryId.of(id, "ID:1", "welcome")).contains(id);
    assertThat(DeliveryId.of(id, null, "welcome")).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a\n",
        "é",
        "a.b",
        "01234567890123456789012345678901234567890123456789012345678901234"
      })
  void anotherOneIsPassedOver(String id) {
    assertThat(DeliveryId.of(id, "ID:1", "welcome")).contains(DeliveryId.mint("ID:1", "welcome"));
    assertThat(DeliveryId.of(id, null, "welcome")).isEmpty();
    assertThat(DeliveryId.of(id, "", "welcome")).isEmpty();
  }
}
