package io.sealpost.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/**
 * One of the JSON Schemas that ship in {@code schema/}; in the jar they are below {@code
 * io/sealpost/schema/}. Thread-safe.
 */
final class FileSchema {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          // A schema refers to itself only: nothing is ever fetched.
          builder -> builder.schemaLoaders(l -> l.add(DisallowSchemaLoader.getInstance())));

  private final JsonNode json;
  private final JsonSchema validator;

  private FileSchema(JsonNode json) {
    this.json = json;
    this.validator =
        FACTORY.getSchema(
            json,
            SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ROOT)
                .build());
  }

  /**
   * Loads a schema.
   *
   * @param name {@code connection}, {@code activation} or {@code secrets}
   */
  static FileSchema named(String name) {
    String resource = "/io/sealpost/schema/" + name + ".schema.json";
    try (InputStream in = FileSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the jar; build it again");
      }
      return new FileSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read; build the jar again", e);
    }
  }

  JsonNode json() {
    return json;
  }

  Set<ValidationMessage> validate(JsonNode tree) {
    return validator.validate(tree);
  }

  /** The schema of the value at this place, {@code $ref} followed; missing for an unknown key. */
  JsonNode at(String pointer) {
    JsonNode schema = json;
    for (String segment : KeyPath.segments(pointer)) {
      schema = child(target(schema), segment);
    }
    return target(schema);
  }

  /**
   * Whether the value at this place may be a secret and is therefore never shown. So may be the
   * value of a key nobody knows: a mistyped {@code pasword}.
   */
  boolean hides(String pointer) {
    JsonNode schema = json;
    for (String segment : KeyPath.segments(pointer)) {
      schema = child(target(schema), segment);
      if (schema.isMissingNode() || schema.path("writeOnly").asBoolean()) {
        return true;
      }
    }
    return false;
  }

  private JsonNode target(JsonNode schema) {
    String ref = schema.path("$ref").asText();
    return ref.isEmpty() ? schema : json.at(ref.substring(1));
  }

  private static JsonNode child(JsonNode schema, String segment) {
    JsonNode property = schema.path("properties").path(segment);
    if (!property.isMissingNode()) {
      return property;
    }
    JsonNode items = schema.path("items");
    return items.isObject() ? items : objectOnly(schema.path("additionalProperties"));
  }

  private static JsonNode objectOnly(JsonNode schema) {
    return schema.isObject() ? schema : schema.path("missing");
  }
}
