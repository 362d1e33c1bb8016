package io.sealpost.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.sealpost.signature.InvalidSchemeException.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * An object in a template, read key by key. What is wrong is noted and a stand-in returned, so that
 * all problems come out at once.
 */
final class TemplateNode {
  private final JsonNode node;
  private final String path;
  private final List<Problem> problems;

  /**
   * @param path of this object, with a final dot; empty for the template itself
   */
  TemplateNode(JsonNode node, String path, List<Problem> problems, Set<String> knownKeys) {
    this.node = node;
    this.path = path;
    this.problems = problems;
    if (!node.isObject()) {
      problem("", "must be a map of keys, and is " + typeOf(node));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String key = field.getKey();
      if (!knownKeys.contains(key)) {
        problem(key, "no such key; did you mean %s?".formatted(nearest(key, knownKeys)));
      }
    }
  }

  boolean has(String key) {
    return node.has(key);
  }

  boolean isText(String key) {
    return node.path(key).isTextual();
  }

  /** For what goes into a header or a secret. */
  String text(String key, String ifAbsent) {
    String text = anyText(key, ifAbsent);
    if (!text.chars().allMatch(c -> c >= ' ' && c < 127)) {
      problem(key, "may hold printable ASCII characters only");
      return ifAbsent;
    }
    return text;
  }

  /** For what is signed only: line breaks are common there. */
  String anyText(String key, String ifAbsent) {
    JsonNode value = node.get(key);
    if (value != null && !value.isTextual()) {
      problem(key, "must be text, and is " + typeOf(value));
    }
    return value != null && value.isTextual() ? value.textValue() : ifAbsent;
  }

  <T> T choice(String key, Map<String, T> choices, T ifAbsent) {
    JsonNode value = node.get(key);
    if (value == null) {
      return ifAbsent;
    }
    T choice = value.isTextual() ? choices.get(value.textValue()) : null;
    if (choice == null) {
      problem(
          key,
          "%s is none of %s"
              .formatted(
                  value.isTextual() ? "«" + value.textValue() + "»" : typeOf(value),
                  String.join(", ", new TreeSet<>(choices.keySet()))));
      return ifAbsent;
    }
    return choice;
  }

  int count(String key, int ifAbsent) {
    JsonNode value = node.get(key);
    if (value == null) {
      return ifAbsent;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
      problem(key, "must be a whole number of bytes, 1 or more");
      return ifAbsent;
    }
    return value.intValue();
  }

  boolean flag(String key) {
    JsonNode value = node.get(key);
    if (value != null && !value.isBoolean()) {
      problem(key, "must be true or false, and is " + typeOf(value));
    }
    return value != null && value.asBoolean();
  }

  void problem(String key, String message) {
    String whole = path + key;
    problems.add(
        new Problem(whole.endsWith(".") ? whole.substring(0, whole.length() - 1) : whole, message));
  }

  static String typeOf(JsonNode value) {
    JsonNodeType type = value.getNodeType();
    return switch (type) {
      case OBJECT -> "a map";
      case ARRAY -> "a list";
      case STRING -> "text";
      case MISSING, NULL -> "nothing";
      default -> "a " + type.name().toLowerCase(Locale.ROOT);
    };
  }

  static String nearest(String given, Set<String> valid) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return new TreeSet<>(valid)
        .stream().min(Comparator.comparing(word -> distance.apply(given, word))).orElse("");
  }
}
