package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The shipped OpenAPI document, which decides what is served: its paths are the routes, its schemas
 * the rules that parameters and bodies are held to. Thread-safe.
 *
 * <p>The standard library for it, vertx-openapi 4.5, reads a query's text as JSON where it can:
 * {@code event=3.5} would be refused as a number and {@code event="a"} lose its quotes.
 */
final class Contract {
  private static final String RESOURCE = "/io/sealpost/schema/openapi.yaml";

  /** Names the document among schemas; never fetched. */
  private static final String BASE = "urn:sealpost:openapi";

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).locale(Locale.ROOT).build();

  private final String text;
  private final JsonNode json;
  private final JsonSchemaFactory schemas;
  private final List<Operation> operations = new ArrayList<>();

  private Contract(String text) {
    this.text = text;
    this.json =
        new JsonMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    this.schemas = schemas(json);
    json.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                operation(path.getKey(), method.getKey(), method.getValue()))));
  }

  static Contract load() {
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar; build it again");
      }
      return new Contract(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read; build the jar again", e);
    }
  }

  /** As it is shipped, in YAML. */
  String text() {
    return text;
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The methods of a path, in upper case; empty where there is no such path. */
  List<String> methods(String path) {
    return operations.stream()
        .filter(operation -> operation.matches(path))
        .map(Operation::method)
        .toList();
  }

  private static JsonSchemaFactory schemas(JsonNode document) {
    JsonMetaSchema.Builder dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012());
    // Not of JSON Schema, but around it.
    document.fieldNames().forEachRemaining(key -> dialect.keyword(new NonValidationKeyword(key)));
    return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V202012))
        .metaSchema(dialect.build())
        .schemaLoaders(
            loaders ->
                loaders
                    .schemas(Map.of(BASE, document.toString()))
                    .add(DisallowSchemaLoader.getInstance()))
        .build();
  }

  private Operation operation(String path, String method, JsonNode operation) {
    String pointer = "/paths/" + path.replace("/", "~1") + "/" + method;
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < operation.path("parameters").size(); i++) {
      parameters.add(parameter(target(pointer + "/parameters/" + i)));
    }
    String body = target(pointer + "/requestBody");
    String schema = body + "/content/application~1json/schema";
    return new Operation(
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        List.copyOf(parameters),
        json.at(body).isMissingNode() ? null : rule("The body", schema));
  }

  private Parameter parameter(String pointer) {
    JsonNode parameter = json.at(pointer);
    String name = parameter.path("name").asText();
    return new Parameter(
        name,
        parameter.path("in").asText().equals("path"),
        json.at(target(pointer + "/schema")),
        rule(name, pointer + "/schema"));
  }

  private Rule rule(String name, String pointer) {
    // A path in a pointer may hold braces, and a pointer in a URI may not.
    String fragment = pointer.replace("{", "%7B").replace("}", "%7D");
    return new Rule(
        name, schemas.getSchema(SchemaLocation.of(BASE + "#" + fragment), CONFIG), json);
  }

  /** The pointer itself, or what a {@code $ref} there points to. */
  private String target(String pointer) {
    String ref = json.at(pointer).path("$ref").asText();
    return ref.isEmpty() ? pointer : target(ref.substring(1));
  }
}
