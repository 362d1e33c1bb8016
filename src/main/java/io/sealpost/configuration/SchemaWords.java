package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Schemas and values in the words of people who write YAML. */
final class SchemaWords {
  private SchemaWords() {}

  static boolean isDuration(JsonNode rule) {
    return rule.path("title").asText().startsWith("a duration");
  }

  static String described(JsonNode rule) {
    return rule.path("title").asText()
        + "; write for example "
        + written(rule.path("examples").path(0));
  }

  static String expected(JsonNode rule) {
    JsonNode types = rule.path("type");
    List<String> names = new ArrayList<>();
    (types.isArray() ? types : List.of(types)).forEach(t -> names.add(typeName(t.asText())));
    return String.join(" or ", names);
  }

  private static String typeName(String type) {
    return switch (type) {
      case "string" -> "text";
      case "object" -> "keys with values";
      case "array" -> "a list";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      default -> "a " + type;
    };
  }

  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "text";
      case OBJECT -> "a mapping";
      case ARRAY -> "a list";
      case NULL -> "empty";
      case BOOLEAN -> "true or false";
      default -> "a number";
    };
  }

  /** An example as it is written in YAML. */
  static String written(JsonNode example) {
    boolean plain = example.isTextual() && !example.textValue().startsWith("{");
    return plain ? example.textValue() : example.toString();
  }
}
