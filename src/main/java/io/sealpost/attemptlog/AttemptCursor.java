package io.sealpost.attemptlog;

import java.time.Instant;
import java.util.regex.Pattern;

/** Where a page ended: the next one begins behind it, whatever was written since. */
public record AttemptCursor(Instant startedAt, long id) {
  private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,12})-([0-9a-z]{1,12})");
  private static final int RADIX = 36;
  private static final long MICROS = 1_000_000;

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static AttemptCursor of(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          text + " is no cursor: take the one the page before ended with");
    }
    long micros = Long.parseLong(matcher.group(1), RADIX);
    Instant time = Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1_000);
    return new AttemptCursor(time, Long.parseLong(matcher.group(2), RADIX));
  }

  /** Two numbers in base 36; nothing to be relied on. */
  @Override
  public String toString() {
    long micros = startedAt.getEpochSecond() * MICROS + startedAt.getNano() / 1_000;
    return Long.toString(micros, RADIX) + "-" + Long.toString(id, RADIX);
  }
}
