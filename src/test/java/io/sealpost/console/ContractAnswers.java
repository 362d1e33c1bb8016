package io.sealpost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds answers against the shipped document, read apart from the code under test. */
final class ContractAnswers {
  /** Line or headers too long, wrong host; and what must not happen. */
  private static final Set<Integer> OF_ALL_ALIKE = Set.of(414, 431, 421, 500);

  private final JsonNode document;
  private final IdentityHashMap<JsonNode, JsonSchema> schemas = new IdentityHashMap<>();
  private final Map<String, String> pages = new HashMap<>();

  ContractAnswers() {
    try {
      document =
          new ObjectMapper()
              .valueToTree(
                  new Load(LoadSettings.builder().build())
                      .loadFromString(Files.readString(Path.of("schema/openapi.yaml"))));
    } catch (IOException e) {
      throw new IllegalStateException("The contract cannot be read", e);
    }
  }

  JsonNode document() {
    return document;
  }

  /** What is of no operation (unknown paths, wrong methods, wrong hosts) has to be a problem. */
  void check(String method, String path, RawHttp.Answer answer) throws IOException {
    if (path.equals("/openapi.yaml") && answer.status() == 200) {
      return;
    }
    if (answer.status() >= 400) {
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
      assertMatches(document.at("/components/schemas/Problem"), answer.json());
      assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
      String[] type = answer.json().path("type").asText().split("#", 2);
      assertThat(pages.computeIfAbsent(type[0], ContractAnswers::page))
          .contains("\n### " + type[1] + "\n");
    }
    JsonNode operation = operation(method, path);
    if (operation.isMissingNode() || OF_ALL_ALIKE.contains(answer.status())) {
      return;
    }
    JsonNode response = resolved(operation.path("responses").path(String.valueOf(answer.status())));
    assertThat(response.isMissingNode())
        .as(
            "%s %s answers %s, which is not documented: %s",
            method, path, answer.status(), answer.body())
        .isFalse();
    if (answer.status() < 400) {
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertMatches(response.at("/content/application~1json/schema"), answer.json());
    }
  }

  /** Also refuses keys the document does not know: it is to be complete. */
  private void assertMatches(JsonNode schema, JsonNode json) {
    assertThat(schemas.computeIfAbsent(schema, this::complete).validate(json))
        .as(json.toPrettyString())
        .isEmpty();
  }

  private JsonSchema complete(JsonNode schema) {
    ObjectNode root = closed(schema).deepCopy();
    root.set("components", closed(document.path("components")));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
  }

  private static <T extends JsonNode> ObjectNode closed(T schema) {
    ObjectNode copy = ((ObjectNode) schema).deepCopy();
    close(copy);
    return copy;
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && object.path("type").asText().equals("object")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(ContractAnswers::close);
  }

  private JsonNode operation(String method, String path) {
    List<JsonNode> found = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            entry -> {
              String pattern = entry.getKey().replaceAll("\\{[^}]+}", "[^/]+");
              JsonNode operation = entry.getValue().path(method.toLowerCase(Locale.ROOT));
              // HTTP tells apart what YAML does not: get is no method.
              boolean known = method.equals(method.toUpperCase(Locale.ROOT));
              if (known && path.matches(pattern) && !operation.isMissingNode()) {
                found.add(operation);
              }
            });
    return found.isEmpty() ? document.path("none") : found.get(0);
  }

  private static String page(String name) {
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode resolved(JsonNode node) {
    String ref = node.path("$ref").asText();
    return ref.isEmpty() ? node : document.at(ref.substring(1));
  }
}
