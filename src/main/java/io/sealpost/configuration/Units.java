package io.sealpost.configuration;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts with their unit, as all configuration writes them: a bare number is never accepted. */
public final class Units {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KB|MB|GB)");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private Units() {}

  /**
   * Reads {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h} or {@code 30d}; a day has 24 hours.
   *
   * @throws IllegalArgumentException with the rule and the fix
   */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw refused(text, "a duration: a whole number with ms, s, m, h or d", "s");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /**
   * Reads {@code 256KB} or {@code 1MB} into bytes; 1 KB is 1024 bytes.
   *
   * @throws IllegalArgumentException with the rule and the fix
   */
  public static long bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw refused(text, "a size: a whole number with B, KB, MB or GB", "KB");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "B" -> amount;
      case "KB" -> amount << 10;
      case "MB" -> amount << 20;
      default -> amount << 30;
    };
  }

  private static IllegalArgumentException refused(String text, String rule, String unit) {
    String fix = DIGITS.matcher(text).matches() ? "; did you mean " + text + unit + "?" : "";
    return new IllegalArgumentException(text + " is not " + rule + fix);
  }
}
