package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.signature.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file held against its schema, with typed access to its values. A value of the wrong type reads
 * as absent: the schema check has reported it, and the other values are still worth checking.
 *
 * @param name the file's name without {@code .yaml}
 * @param tree placeholders resolved
 * @param unresolved pointers of strings whose placeholders have no value: these read as absent
 * @param literals pointers of strings without placeholders
 */
record CheckedFile(
    String name,
    JsonNode tree,
    FileProblems problems,
    Set<String> unresolved,
    Set<String> literals) {

  boolean has(String pointer) {
    return !tree.at(pointer).isMissingNode();
  }

  @Nullable String text(String pointer) {
    JsonNode node = tree.at(pointer);
    return node.isTextual() && !unresolved.contains(pointer) ? node.textValue() : null;
  }

  String text(String pointer, String absent) {
    String text = text(pointer);
    return text == null ? absent : text;
  }

  @Nullable Secret secret(String pointer) {
    String text = text(pointer);
    return text == null ? null : Secret.of(text);
  }

  int integer(String pointer, int absent) {
    JsonNode node = tree.at(pointer);
    return node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : absent;
  }

  double number(String pointer, double absent) {
    JsonNode node = tree.at(pointer);
    return node.isNumber() ? node.doubleValue() : absent;
  }

  boolean flag(String pointer) {
    return flag(pointer, false);
  }

  boolean flag(String pointer, boolean absent) {
    return tree.at(pointer).asBoolean(absent);
  }

  /**
   * A duration within bounds.
   *
   * @param most the longest that is accepted
   */
  Duration duration(String pointer, Duration absent, Duration most) {
    String text = text(pointer);
    if (text == null) {
      return absent;
    }
    Duration duration;
    try {
      duration = Units.duration(text);
    } catch (IllegalArgumentException e) {
      // The schema check has reported it in its own words.
      return absent;
    }
    if (duration.compareTo(most) > 0) {
      problems.error(
          pointer, "out-of-bounds", text + " is too long; at most " + most.toMinutes() + "m");
    }
    return duration;
  }

  /** The values of a list; those that are absent by the rules above are left out. */
  <T> List<T> list(String pointer, Function<String, @Nullable T> element) {
    List<T> values = new ArrayList<>();
    for (int i = 0; i < tree.at(pointer).size(); i++) {
      T value = element.apply(KeyPath.child(pointer, i));
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
