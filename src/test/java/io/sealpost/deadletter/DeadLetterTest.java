package io.sealpost.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final String POINTER = "; see docs/troubleshooting.md#too-large";

  @Test
  void theErrorSaysWhereToReadOn() {
    assertThat(error("too many bytes")).isEqualTo("too many bytes" + POINTER);
  }

  @Test
  void theErrorIsCutWithoutTearingACharacterApartAndKeepsItsPointer() {
    int room = 1000 - POINTER.length();
    assertThat(error("x".repeat(room - 1) + "😀")).isEqualTo("x".repeat(room - 1) + POINTER);
    assertThat(error("x".repeat(room))).isEqualTo("x".repeat(room) + POINTER);
    assertThat(error("x".repeat(room + 1))).isEqualTo("x".repeat(room) + POINTER);
  }

  private static String error(String text) {
    return new DeadLetter("too-large", text, null, 0, Instant.EPOCH, null, null).error();
  }
}
