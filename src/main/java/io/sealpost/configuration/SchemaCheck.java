package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ValidationMessage;
import java.util.Set;

/** Holds a file against its schema. */
final class SchemaCheck {
  /** Keys whose whole value is checked elsewhere, and whose strings may hold secrets. */
  private static final Set<String> TEMPLATES =
      Set.of("/requestBody", "/customHeaders", "/url", "/signing/scheme");

  private final FileSchema schema;

  SchemaCheck(FileSchema schema) {
    this.schema = schema;
  }

  /**
   * Reports every reason why the tree does not fit.
   *
   * @param written the tree before placeholders were resolved: what may be shown
   * @param unresolved pointers of values that are not known, and therefore not judged
   */
  void check(JsonNode tree, JsonNode written, Set<String> unresolved, FileProblems problems) {
    SchemaMessages messages = new SchemaMessages(schema, written, problems);
    for (ValidationMessage violation : schema.validate(masked("", tree))) {
      if (!unresolved.contains(violation.getInstanceLocation().toString())) {
        messages.report(violation);
      }
    }
  }

  /** The validator logs, at debug level, the values it looks at: it does not get the secrets. */
  private JsonNode masked(String pointer, JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              e -> {
                String child = KeyPath.child(pointer, e.getKey());
                copy.set(e.getKey(), masked(child, e.getValue()));
              });
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(e -> copy.add(masked(KeyPath.child(pointer, copy.size()), e)));
      return copy;
    }
    boolean hide = node.isTextual() && !node.textValue().isEmpty() && hides(pointer);
    return hide ? JsonNodeFactory.instance.textNode("***") : node;
  }

  private boolean hides(String pointer) {
    if (pointer.equals("/signing/scheme")) {
      return false;
    }
    return schema.hides(pointer)
        || TEMPLATES.stream().anyMatch(t -> pointer.equals(t) || pointer.startsWith(t + "/"));
  }
}
