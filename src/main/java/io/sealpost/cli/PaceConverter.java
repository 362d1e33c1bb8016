package io.sealpost.cli;

import io.sealpost.deadletter.Pace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Messages in a unit of time, such as {@code 50/s}. */
final class PaceConverter implements ITypeConverter<Pace> {
  @Override
  public Pace convert(String value) {
    try {
      return Pace.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
