package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Says in words what a validator found: the value unless it may be a secret, the rule, the fix. */
final class SchemaMessages {
  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,8}");

  /** Keys of authType oauth2, which is refused as a whole. */
  private static final Set<String> OAUTH2_KEYS =
      Set.of("tokenUrl", "clientId", "clientSecret", "scope");

  private final FileSchema schema;
  private final JsonNode tree;
  private final FileProblems problems;

  /**
   * Creates the messages about a file.
   *
   * @param tree before placeholders were resolved: what may be shown
   */
  SchemaMessages(FileSchema schema, JsonNode tree, FileProblems problems) {
    this.schema = schema;
    this.tree = tree;
    this.problems = problems;
  }

  void report(ValidationMessage violation) {
    String pointer = violation.getInstanceLocation().toString();
    switch (violation.getType()) {
      case "additionalProperties" -> unknownKey(pointer, violation.getProperty());
      case "required" -> missingKey(pointer, violation.getProperty(), reason(violation));
      case "dependentRequired" -> missingCompanion(pointer, violation.getSchemaNode());
      case "false" -> foreignKey(pointer);
      case "type" -> wrongType(pointer);
      case "enum" -> notInList(pointer, violation);
      case "pattern" -> wrongForm(pointer, rule(violation));
      case "propertyNames" ->
          problems.errorAtKey(
              KeyPath.child(pointer, violation.getProperty()),
              "invalid-key",
              "is not " + SchemaWords.described(rule(violation)));
      default -> outOfBounds(pointer, violation);
    }
  }

  private void unknownKey(String pointer, String name) {
    if (OAUTH2_KEYS.contains(name) && tree.path("authType").asText().equals("oauth2")) {
      return;
    }
    List<String> names = new ArrayList<>();
    schema.at(pointer).path("properties").fieldNames().forEachRemaining(names::add);
    problems.errorAtKey(
        KeyPath.child(pointer, name),
        "unknown-key",
        "is no key here; " + NearestName.suggestion(name, names));
  }

  private void missingKey(String pointer, String name, String reason) {
    String child = KeyPath.child(pointer, name);
    JsonNode example = schema.at(child).path("examples").path(0);
    problems.errorAtKey(
        child,
        "missing-key",
        "is required"
            + reason
            + "; write for example "
            + name
            + ": "
            + SchemaWords.written(example));
  }

  private String reason(ValidationMessage violation) {
    return switch (violation.getProperty()) {
      case "requestBody" -> " for POST, PUT and PATCH";
      case "secrets" -> " unless scheme is none";
      default ->
          violation.getEvaluationPath().toString().startsWith("/allOf/")
              ? " with authType " + tree.path("authType").asText()
              : "";
    };
  }

  /**
   * Reports keys that are required because another one is there.
   *
   * @param rule what each key requires
   */
  private void missingCompanion(String pointer, JsonNode rule) {
    JsonNode object = tree.at(pointer);
    for (String key : Keys.of(rule)) {
      for (JsonNode required : rule.get(key)) {
        if (object.has(key) && !object.has(required.asText())) {
          missingKey(pointer, required.asText(), " with " + key);
        }
      }
    }
  }

  private void foreignKey(String pointer) {
    if (pointer.equals("/signing/secrets")) {
      problems.errorAtKey(
          pointer, "foreign-key", "signs nothing with scheme none; remove it, or name a scheme");
      return;
    }
    String name = pointer.substring(1);
    String owner = "";
    for (JsonNode rule : schema.json().path("allOf")) {
      if (rule.at("/else/properties").has(name)) {
        owner = rule.at("/if/properties/authType/const").asText();
      }
    }
    JsonNode authType = tree.path("authType");
    if (!schema.at("/authType").path("enum").toString().contains('"' + authType.asText() + '"')) {
      // The authType itself is the problem, and reported.
      return;
    }
    problems.errorAtKey(
        pointer,
        "foreign-key",
        "goes with authType "
            + owner
            + ", but authType is "
            + authType.asText()
            + "; remove one of the two");
  }

  private void wrongType(String pointer) {
    JsonNode value = tree.at(pointer);
    JsonNode rule = schema.at(pointer);
    if (value.isNumber() && SchemaWords.isDuration(rule)) {
      wrongForm(pointer, rule);
      return;
    }
    String expected = SchemaWords.expected(rule);
    String fix =
        expected.startsWith("text") && value.isValueNode() && !value.isNull()
            ? "put it in quotes"
            : "write for example " + SchemaWords.written(rule.path("examples").path(0));
    problems.error(
        pointer,
        "wrong-type",
        (value.isValueNode() && !value.isNull() ? shown(pointer) + " " : "")
            + "is "
            + SchemaWords.kind(value)
            + ", but must be "
            + expected
            + "; "
            + fix);
  }

  private void notInList(String pointer, ValidationMessage violation) {
    List<String> names = new ArrayList<>();
    violation.getSchemaNode().forEach(name -> names.add(name.asText()));
    String value = tree.at(pointer).asText();
    if (pointer.equals("/authType") && value.equals("oauth2")) {
      problems.error(
          pointer,
          "not-supported-yet",
          "oauth2 is not supported yet; use bearer with a token of your own, or another authType");
      return;
    }
    problems.error(
        pointer,
        "invalid-value",
        shown(pointer)
            + " is none of "
            + String.join(", ", names.stream().distinct().toList())
            + NearestName.of(value, names).map(n -> "; did you mean " + n + "?").orElse(""));
  }

  private void wrongForm(String pointer, JsonNode rule) {
    String value = tree.at(pointer).asText();
    if (SchemaWords.isDuration(rule) && DIGITS.matcher(value).matches()) {
      missingUnit(pointer, value);
      return;
    }
    problems.error(
        pointer, "invalid-value", shown(pointer) + " is not " + SchemaWords.described(rule));
  }

  private void missingUnit(String pointer, String number) {
    problems.error(
        pointer,
        "missing-unit",
        number
            + " has no unit; seconds are "
            + number
            + "s, milliseconds "
            + number
            + "ms, minutes "
            + number
            + "m, hours "
            + number
            + "h");
  }

  private void outOfBounds(String pointer, ValidationMessage violation) {
    String bound = violation.getSchemaNode().asText();
    String rule =
        switch (violation.getType()) {
          case "minimum" -> shown(pointer) + " is too small; at least " + bound;
          case "maximum" -> shown(pointer) + " is too large; at most " + bound;
          case "minLength" -> "is empty; write a value";
          case "maxLength" -> "is longer than " + bound + " characters; shorten it";
          case "minItems", "minProperties" -> "is empty; list one at least, or remove the key";
          case "maxItems", "maxProperties" -> "has more than " + bound + " entries; remove some";
          case "uniqueItems" -> "names an entry twice; remove one of them";
          default -> "breaks the schema's rule " + violation.getType() + "; correct it";
        };
    problems.error(pointer, "out-of-bounds", rule);
  }

  private JsonNode rule(ValidationMessage violation) {
    JsonNode keyword =
        schema.json().at(KeyPath.parent(violation.getSchemaLocation().getFragment().toString()));
    JsonNode own = violation.getSchemaNode();
    return own.isObject() ? own : keyword;
  }

  private String shown(String pointer) {
    JsonNode value = tree.at(pointer);
    return schema.hides(pointer) || value.isContainerNode() ? "it" : value.asText();
  }
}
