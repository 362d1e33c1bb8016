package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RolledBackMessagesTest {
  private final AtomicLong now = new AtomicLong(-500);
  private final RolledBackMessages messages = new RolledBackMessages(now::get);

  @Test
  void theBrakeIsOffExactlyAtItsEnd() {
    messages.add("one");
    now.addAndGet(RolledBackMessages.BRAKE.toNanos() - 1);
    assertThat(messages.brake("one")).isEqualTo(Duration.ofNanos(1));
    assertThat(messages.brake("one")).isEqualTo(Duration.ofNanos(1));

    now.incrementAndGet();
    assertThat(messages.brake("one")).isNull();
    assertThat(messages.brake("another")).isNull();
  }

  @Test
  void oneThatIsNotSeenBeforeItsBrakeIsOffGoesBehindTheOthersOnce() {
    messages.add("one");
    now.addAndGet(RolledBackMessages.BRAKE.toNanos());

    assertThat(messages.brake("one")).isZero();
    assertThat(messages.brake("one")).isNull();
    messages.add("one");
    now.addAndGet(RolledBackMessages.BRAKE.toNanos());
    assertThat(messages.brake("one")).isZero();
  }

  @Test
  void aFailureIsTheFirstUntilTheMessageWasHandled() {
    assertThat(messages.add("one")).isTrue();
    assertThat(messages.add("one")).isFalse();
    messages.remove("other");
    messages.remove("one");

    assertThat(messages.brake("one")).isNull();
    assertThat(messages.add("one")).isTrue();
  }

  @Test
  void aThousandAreRememberedAndTheOldestGoesFirst() {
    for (int i = 0; i < 1_000; i++) {
      messages.add("m" + i);
    }
    messages.add("m0");
    assertThat(messages.brake("m1")).isNotNull();

    messages.add("one more");

    assertThat(messages.brake("m1")).isNull();
    assertThat(messages.brake("m0")).isNotNull();
    assertThat(messages.brake("m2")).isNotNull();
  }
}
