package io.sealpost.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header. Source: RFC 9110 §10.2.3, dates in §5.6.7. */
final class RetryAfter {
  /** More digits than this are some 30 years or more. */
  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /** The wait it asks for, in whole seconds; null where it is absent, past or not readable. */
  static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String value = header.strip();
    if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      String digits = value.replaceFirst("^0+(?=.)", "");
      return Duration.ofSeconds(
          digits.length() > MAX_DIGITS ? 999_999_999 : Integer.parseInt(digits));
    }
    Instant date = date(value, now);
    if (date == null || !date.isAfter(now)) {
      return null;
    }
    // Rounded up: a moment too early is what the endpoint asked not to have.
    return Duration.ofSeconds(Duration.between(now, date).plusNanos(999_999_999).toSeconds());
  }

  private static @Nullable Instant date(String value, Instant now) {
    try {
      return LocalDateTime.parse(value, httpDate(now)).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException unreadable) {
      // As good as no header: the schedule decides.
      return null;
    }
  }

  /** IMF-fixdate, and the two obsolete formats a recipient must accept. */
  private static DateTimeFormatter httpDate(Instant now) {
    // A two-digit year more than 50 years ahead is one of the past.
    int firstYear = now.atZone(ZoneOffset.UTC).getYear() - 49;
    DateTimeFormatter rfc850 =
        new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, firstYear)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH);
    return new DateTimeFormatterBuilder()
        .appendOptional(pattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'"))
        .appendOptional(rfc850)
        .appendOptional(pattern("EEE MMM ppd HH:mm:ss uuuu"))
        .toFormatter(Locale.ENGLISH);
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }
}
