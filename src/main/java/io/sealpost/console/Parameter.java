package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Pattern;

/**
 * A parameter of an operation.
 *
 * @param inPath else in the query
 * @param schema of its value, for its type and its default
 */
record Parameter(String name, boolean inPath, JsonNode schema, Rule rule) {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

  /**
   * Its value as JSON.
   *
   * @throws RefusedException if it breaks its rule
   */
  JsonNode read(String text) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    String type = schema.path("type").asText();
    JsonNode value = json.textNode(text);
    if (type.equals("integer") && INTEGER.matcher(text).matches()) {
      value = json.numberNode(Integer.parseInt(text));
    } else if (type.equals("boolean") && (text.equals("true") || text.equals("false"))) {
      value = json.booleanNode(Boolean.parseBoolean(text));
    }
    rule.check(value);
    return value;
  }
}
