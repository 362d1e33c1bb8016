package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The form of an entry in a file: when, its kind and its fields in order, between tabs. Fields are
 * percent-encoded, so that nothing a message or a request holds looks like another line.
 */
final class LedgerLine {
  private static final Map<String, Class<?>> KINDS =
      Stream.of(LedgerEntry.class.getDeclaredClasses())
          .filter(Class::isRecord)
          .collect(Collectors.toUnmodifiableMap(LedgerLine::kind, Function.identity()));

  private LedgerLine() {}

  /** Without its end. */
  static String of(LedgerEntry entry, long epochMillis) {
    StringBuilder line = new StringBuilder().append(epochMillis).append('\t');
    line.append(kind(entry.getClass()));
    for (RecordComponent field : entry.getClass().getRecordComponents()) {
      line.append('\t').append(URLEncoder.encode(String.valueOf(value(field, entry)), UTF_8));
    }
    return line.toString();
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws IllegalArgumentException for anything else
   */
  static LedgerEntry read(String line) {
    String[] parts = line.split("\t", -1);
    Class<?> kind = parts.length < 2 ? null : KINDS.get(parts[1]);
    RecordComponent[] fields = kind == null ? null : kind.getRecordComponents();
    if (kind == null || fields == null || parts.length != fields.length + 2) {
      throw new IllegalArgumentException("Not a line of a ledger: " + line);
    }
    Class<?>[] types = new Class<?>[fields.length];
    Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      String text = URLDecoder.decode(parts[i + 2], UTF_8);
      types[i] = fields[i].getType();
      values[i] = types[i] == int.class ? (Object) Integer.valueOf(text) : text;
    }
    try {
      return (LedgerEntry) kind.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Not a line of a ledger: " + line, e);
    }
  }

  private static String kind(Class<?> type) {
    return type.getSimpleName().toUpperCase(Locale.ROOT);
  }

  private static Object value(RecordComponent field, LedgerEntry entry) {
    try {
      return field.getAccessor().invoke(entry);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No field " + field, e);
    }
  }
}
