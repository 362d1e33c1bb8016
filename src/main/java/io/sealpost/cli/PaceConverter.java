package io.sealpost.cli;

import io.sealpost.deadletter.Pace;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Messages in a unit of time, such as {@code 50/s}. A bare number says nothing. */
final class PaceConverter implements ITypeConverter<Pace> {
  private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,5})/(s|m|h)");

  @Override
  public Pace convert(String value) {
    Matcher matcher = RATE.matcher(value);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + value + "' is not a rate: 50/s, 30/m and 1/h are");
    }
    Duration per =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        };
    return Pace.of(Long.parseLong(matcher.group(1)), per);
  }
}
