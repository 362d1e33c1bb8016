package io.sealpost.cli;

import io.sealpost.deadletter.DeadAttribute;
import io.sealpost.deadletter.DeadFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dead messages; all that is given must be so. */
final class DeadSelection {
  @Mixin private Selection selection = new Selection();

  @Option(names = "--reason", paramLabel = "CODE", description = "Dead for this reason.")
  private @Nullable String reason;

  @Option(
      names = "--attribute",
      paramLabel = "PATH=TEXT",
      converter = AttributeConverter.class,
      description = "With this attribute in the body, e.g. address.city=Paris. Repeatable.")
  private List<DeadAttribute> attributes = new ArrayList<>();

  boolean isEmpty() {
    return selection.isEmpty() && reason == null && attributes.isEmpty();
  }

  /**
   * @param id a delivery id or JMSMessageID; null for any
   */
  DeadFilter filter(@Nullable String id) {
    return new DeadFilter(
        id,
        selection.activation(),
        reason,
        selection.status(),
        selection.since(),
        selection.until(),
        attributes);
  }

  static final class AttributeConverter implements ITypeConverter<DeadAttribute> {
    @Override
    public DeadAttribute convert(String value) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new TypeConversionException("'" + value + "' is not PATH=TEXT, user_id=42 is");
      }
      return new DeadAttribute(value.substring(0, equals), value.substring(equals + 1));
    }
  }
}
