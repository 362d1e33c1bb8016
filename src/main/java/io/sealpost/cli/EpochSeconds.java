package io.sealpost.cli;

import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seconds since 1970-01-01T00:00:00Z, as signature timestamps are written. */
final class EpochSeconds implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String value) {
    try {
      return Instant.ofEpochSecond(Long.parseLong(value));
    } catch (NumberFormatException | DateTimeException e) {
      throw new TypeConversionException("'" + value + "' is not seconds since 1970, 1772366400 is");
    }
  }
}
