package io.sealpost.expression;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JSON number as the characters it came with. Equal only to the same characters. */
final class ExactNumber extends NumericNode {
  private static final long serialVersionUID = 1L;

  // Source: RFC 8259, section 6.
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private final String digits;

  private ExactNumber(String digits) {
    this.digits = digits;
  }

  /** Text that a JSON parser has accepted as a number. */
  static ExactNumber parsed(String digits) {
    return new ExactNumber(digits);
  }

  static ExactNumber of(String digits) {
    if (digits.length() > ExactJson.MAX_NUMBER_LENGTH || !NUMBER.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "not a JSON number of at most " + ExactJson.MAX_NUMBER_LENGTH + " characters");
    }
    return new ExactNumber(digits);
  }

  @Override
  public String asText() {
    return digits;
  }

  @Override
  public void serialize(JsonGenerator generator, @Nullable SerializerProvider provider)
      throws IOException {
    generator.writeNumber(digits);
  }

  @Override
  public JsonToken asToken() {
    return isIntegralNumber() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
  }

  /** Written without fraction and exponent: {@code 1.0} and {@code 1e2} are not. */
  @Override
  public boolean isIntegralNumber() {
    return digits.chars().allMatch(c -> c == '-' || Character.isDigit(c));
  }

  @Override
  public boolean isFloatingPointNumber() {
    return !isIntegralNumber();
  }

  @Override
  public NumberType numberType() {
    if (!isIntegralNumber()) {
      return NumberType.BIG_DECIMAL;
    }
    if (canConvertToInt()) {
      return NumberType.INT;
    }
    return canConvertToLong() ? NumberType.LONG : NumberType.BIG_INTEGER;
  }

  @Override
  public Number numberValue() {
    return switch (numberType()) {
      case INT -> intValue();
      case LONG -> longValue();
      case BIG_INTEGER -> bigIntegerValue();
      default -> decimalValue();
    };
  }

  @Override
  public int intValue() {
    return (int) longValue();
  }

  @Override
  public long longValue() {
    return isIntegralNumber() ? new BigInteger(digits).longValue() : (long) doubleValue();
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(digits);
  }

  @Override
  public BigDecimal decimalValue() {
    return new BigDecimal(digits);
  }

  /** Saturates at the range of a double unless written as an integer: 1e999999999 fills no heap. */
  @Override
  public BigInteger bigIntegerValue() {
    if (isIntegralNumber()) {
      return new BigInteger(digits);
    }
    double value = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, doubleValue()));
    return new BigDecimal(value).toBigInteger();
  }

  @Override
  public boolean canConvertToInt() {
    double value = doubleValue();
    return value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
  }

  @Override
  public boolean canConvertToLong() {
    if (isIntegralNumber()) {
      return new BigInteger(digits).bitLength() < Long.SIZE;
    }
    double value = doubleValue();
    // 2^63 itself is a double but no long.
    return value >= Long.MIN_VALUE && value < 0x1p63;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactNumber that && digits.equals(that.digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }
}
