package io.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.activation.RetryPolicy;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @ParameterizedTest
  @CsvSource({"1,10", "2,30", "3,90", "4,270", "5,810", "6,2430", "7,3600", "1000,3600"})
  void theBackoffGrowsByTheMultiplierUpToTheCap(int attempt, int seconds) {
    var policy = new RetryPolicy(3, Duration.ofSeconds(10), 3, HOUR, 0);
    assertThat(schedule().delay(attempt, policy, null)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"0.0,8", "0.5,10", "0.75,11"})
  void jitterMakesItLongerOrShorterByItsShare(double random, int seconds) {
    var policy = new RetryPolicy(3, Duration.ofSeconds(10), 3, HOUR, 0.2);
    assertThat(new RetrySchedule(always(random)).delay(1, policy, null))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void retriesAtTheCapDoNotFallTogether() {
    var policy = new RetryPolicy(3, HOUR, 3, HOUR, 0.2);
    var schedule = schedule();
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(i -> schedule.delay(9, policy, null))
                .distinct()
                .count())
        .isGreaterThan(95);
  }

  @Test
  void theEndpointsWishWinsWhereItIsLonger() {
    var policy = new RetryPolicy(3, Duration.ofSeconds(10), 3, HOUR, 0);
    assertThat(schedule().delay(1, policy, Duration.ofSeconds(11)))
        .isEqualTo(Duration.ofSeconds(11));
    assertThat(schedule().delay(1, policy, Duration.ofSeconds(9)))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(schedule().delay(1, policy, Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(HOUR);
  }

  @Property
  void aDelayIsNeverNegativeNorBeyondTheCap(
      @ForAll @IntRange(min = 1) int attempt,
      @ForAll @LongRange(min = 0, max = 86_400_000) long backoff,
      @ForAll @DoubleRange(min = 1, max = 1000) double multiplier,
      @ForAll @LongRange(min = 0, max = 86_400_000) long cap,
      @ForAll @DoubleRange(min = 0, max = 1) double jitter,
      @ForAll @LongRange(min = 0) long hint,
      @ForAll long seed) {
    var policy =
        new RetryPolicy(3, Duration.ofMillis(backoff), multiplier, Duration.ofMillis(cap), jitter);
    assertThat(new RetrySchedule(new Random(seed)).delay(attempt, policy, Duration.ofSeconds(hint)))
        .isBetween(Duration.ZERO, Duration.ofMillis(cap));
  }

  private static RetrySchedule schedule() {
    return new RetrySchedule(new Random(7));
  }

  /** Its next double is this one. */
  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}
