package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An operation of the shipped document. */
record Offered(String method, String path, JsonNode operation) {
  private static final JsonNode DOCUMENT = new ContractAnswers().document();

  static List<Offered> all() {
    List<Offered> operations = new ArrayList<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Offered(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return operations;
  }

  /** Itself, or what it refers to. */
  static JsonNode resolved(JsonNode node) {
    String ref = node.path("$ref").asText();
    return ref.isEmpty() ? node : DOCUMENT.at(ref.substring(1));
  }

  /** Its path with a value for each parameter, of which there is nothing. */
  String target() {
    return path.replaceAll("\\{[^}]+}", "x");
  }

  List<JsonNode> parameters(String in) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode given : operation.path("parameters")) {
      JsonNode parameter = resolved(given);
      if (parameter.path("in").asText().equals(in)) {
        found.add(parameter);
      }
    }
    return found;
  }

  boolean takesBody() {
    return operation.has("requestBody");
  }

  /** The schema of its body. */
  JsonNode body() {
    return resolved(
        resolved(operation.path("requestBody")).at("/content/application~1json/schema"));
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
