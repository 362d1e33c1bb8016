package io.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  /** A minute before the date of RFC 9110's examples. */
  private static final Instant NOW = Instant.parse("1994-11-06T08:48:37Z");

  @ParameterizedTest
  @CsvSource({"0,0", "5,5", "' 120 ',120", "007,7", "999999999,999999999"})
  void secondsAreTaken(String header, long seconds) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000", "99999999999999999999999999"})
  void moreSecondsThanMakeSenseAreALongTime(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isGreaterThan(Duration.ofDays(10_000));
  }

  /** The examples of RFC 9110 §5.6.7. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void allThreeFormatsOfADateAreTaken(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aTwoDigitYearMayLieInTheNextCentury() {
    Instant now = Instant.parse("1999-12-31T23:59:00Z");
    assertThat(RetryAfter.parse("Saturday, 01-Jan-00 00:00:00 GMT", now))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aMomentIsRoundedUpToASecond() {
    assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:49:37 GMT", NOW.plusMillis(1)))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "-1",
        "+5",
        "1.5",
        "1e9",
        "5s",
        "soon",
        "٥",
        "5, 6",
        "Sun, 06 Nov 1994 08:48:37 GMT",
        "Sun, 06 Nov 1993 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 99 Foo 1994"
      })
  void whatIsPastOrNotReadableIsIgnored(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isNull();
  }

  @Property
  void anyTextIsTakenOrIgnored(
      @ForAll String header, @ForAll @LongRange(min = 0, max = 4_000_000_000L) long now) {
    assertThatCode(() -> RetryAfter.parse(header, Instant.ofEpochSecond(now)))
        .doesNotThrowAnyException();
  }
}
