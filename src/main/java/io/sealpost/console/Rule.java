package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import io.sealpost.configuration.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a parameter or a body has to be, by its schema in the contract.
 *
 * @param name of the parameter, for messages
 * @param document the contract
 */
record Rule(String name, JsonSchema schema, JsonNode document) {
  private static final int MAX_SHOWN = 80;

  /**
   * Checks a value.
   *
   * @throws RefusedException naming all that is wrong with it, and the rules
   */
  void check(JsonNode value) {
    List<ValidationMessage> violations = violations(value);
    if (!violations.isEmpty()) {
      throw RefusedException.badRequest(
          violations.stream()
              .map(violation -> text(violation, value))
              .distinct()
              .collect(Collectors.joining("; ")));
    }
  }

  private List<ValidationMessage> violations(JsonNode value) {
    try {
      return List.copyOf(schema.validate(value));
    } catch (NumberFormatException e) {
      // Beyond a double it was read as infinity, which is no decimal to the validator.
      throw new RefusedException(
          400, "bad-request", name + " holds a number that is too large: nothing takes it", e);
    }
  }

  private String text(ValidationMessage violation, JsonNode root) {
    String pointer = violation.getInstanceLocation().toString();
    JsonNode value = root.at(pointer);
    String subject = pointer.isEmpty() ? name : pointer.substring(1).replace('/', '.');
    String bound = violation.getSchemaNode().asText();
    return switch (violation.getType()) {
      case "additionalProperties" ->
          "The body has no key " + violation.getProperty() + suggestion(violation);
      case "required" -> "The body needs the key " + violation.getProperty();
      case "type" -> subject + " is " + shown(value) + ": it has to be " + typeName(bound);
      case "enum" -> subject + " is " + shown(value) + ": it is one of " + names(violation);
      case "pattern" -> subject + " is " + shown(value) + ": write " + title(violation);
      case "minimum" -> subject + " is " + shown(value) + ": at least " + bound;
      case "maximum" -> subject + " is " + shown(value) + ": at most " + bound;
      case "minLength", "minProperties" -> subject + " is empty";
      case "maxProperties" -> subject + " has more than " + bound + " keys";
      case "maxLength" -> subject + " is longer than " + bound + " characters";
      default -> subject + " breaks the rule " + violation.getType();
    };
  }

  private static String shown(JsonNode value) {
    String text = value.isContainerNode() ? value.getNodeType().name() : value.asText();
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
  }

  private static String typeName(String type) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "object" -> "a JSON object";
      default -> type;
    };
  }

  private static String names(ValidationMessage violation) {
    List<String> names = new ArrayList<>();
    violation.getSchemaNode().forEach(name -> names.add(name.asText()));
    return String.join(", ", names);
  }

  private String suggestion(ValidationMessage violation) {
    List<String> names = new ArrayList<>();
    owner(violation).path("properties").fieldNames().forEachRemaining(names::add);
    return ": " + NearestName.suggestion(violation.getProperty(), names);
  }

  private String title(ValidationMessage violation) {
    JsonNode owner = owner(violation);
    String example = owner.path("examples").path(0).asText();
    String title = owner.path("title").asText(violation.getSchemaNode().asText());
    return example.isEmpty() || title.contains("such as") ? title : title + ", such as " + example;
  }

  /** The schema whose keyword is broken. */
  private JsonNode owner(ValidationMessage violation) {
    String keyword = violation.getSchemaLocation().getFragment().toString();
    return document.at(keyword.substring(0, keyword.lastIndexOf('/')));
  }
}
