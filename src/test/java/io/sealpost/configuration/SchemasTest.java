package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.sealpost.signature.SignatureScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasTest {
  @ParameterizedTest
  @ValueSource(strings = {"connection", "activation", "secrets"})
  void schemasAreValidSchemas(String name) {
    var metaSchema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(metaSchema.validate(FileSchema.named(name).json())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"connection", "activation"})
  void everyKeyHasATitleADescriptionAndExamplesThatFit(String name) {
    FileSchema schema = FileSchema.named(name);
    List<String> pointers = pointers("", schema.json(), new ArrayList<>());

    assertThat(pointers).hasSizeGreaterThan(15);
    for (String pointer : pointers) {
      JsonNode key = property(schema.json(), pointer);
      assertThat(key.path("title").asText()).as(pointer).isNotEmpty();
      assertThat(key.path("description").asText()).as(pointer).endsWith(".");
      assertThat(key.path("examples")).as(pointer).isNotEmpty();
      for (JsonNode example : key.path("examples")) {
        assertThat(fits(key, schema.json(), example)).as(pointer + " " + example).isTrue();
      }
      JsonNode absent = key.path("default");
      // An empty list says what absent means; written down, it would be a mistake.
      if (!absent.isMissingNode() && !absent.isArray()) {
        assertThat(fits(key, schema.json(), absent)).as(pointer + " " + absent).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"connection", "activation", "secrets"})
  void theWholeExampleFits(String name) {
    FileSchema schema = FileSchema.named(name);

    for (JsonNode example : schema.json().path("examples")) {
      assertThat(schema.validate(example)).isEmpty();
    }
  }

  @Test
  void theDefaultsAreThoseOfTheReader() {
    JsonNode activation = FileSchema.named("activation").json().path("properties");
    JsonNode connection = FileSchema.named("connection").json().path("properties");
    Defaults defaults = Defaults.STANDARD;

    assertThat(absent(activation, "retryLimit").intValue())
        .isEqualTo(defaults.retry().retryLimit());
    assertThat(absent(activation, "multiplier").doubleValue())
        .isEqualTo(defaults.retry().multiplier());
    assertThat(absent(activation, "jitter").doubleValue()).isEqualTo(defaults.retry().jitter());
    assertThat(absent(activation, "concurrency").intValue()).isEqualTo(defaults.concurrency());
    assertThat(absent(connection, "concurrency").intValue())
        .isEqualTo(defaults.connectionConcurrency());
    assertThat(absent(connection, "deliveryIdHeader").textValue())
        .isEqualTo(defaults.deliveryIdHeader());
    assertThat(absent(connection, "traceHeaders").booleanValue())
        .isEqualTo(defaults.traceHeaders());
    var durations =
        Map.of(
            "backoff", defaults.retry().backoff(),
            "maxBackoff", defaults.retry().maxBackoff(),
            "connectionTimeout", defaults.timeouts().connect(),
            "writeTimeout", defaults.timeouts().write(),
            "readTimeout", defaults.timeouts().read());
    durations.forEach(
        (key, duration) ->
            assertThat(Units.duration(absent(activation, key).textValue()))
                .as(key)
                .isEqualTo(duration));
  }

  @Test
  void theSchemaKnowsAllPresetsOfSignatureSchemes() {
    TreeSet<String> expected = new TreeSet<>(SignatureScheme.presetNames());
    expected.add("none");
    List<String> listed = new ArrayList<>();
    FileSchema.named("connection")
        .json()
        .at("/properties/signing/properties/scheme/then/enum")
        .forEach(name -> listed.add(name.asText()));

    assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void secretsAreHiddenAndSoIsWhatNobodyKnows() {
    FileSchema schema = FileSchema.named("connection");

    assertThat(List.of("/password", "/authHeaders/X-A", "/signing/secrets/0", "/pasword"))
        .allMatch(schema::hides);
    assertThat(List.of("/kind", "/allowAddresses/0", "/tls/trust")).noneMatch(schema::hides);
    assertThat(FileSchema.named("secrets").hides("/anything")).isTrue();
  }

  private static JsonNode absent(JsonNode properties, String key) {
    return properties.path(key).path("default");
  }

  private static boolean fits(JsonNode key, JsonNode root, JsonNode value) {
    ObjectNode schema = key.deepCopy();
    schema.set("$defs", root.path("$defs"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(schema)
        .validate(value)
        .isEmpty();
  }

  private static JsonNode property(JsonNode root, String pointer) {
    JsonNode schema = root;
    for (String name : KeyPath.segments(pointer)) {
      schema = schema.path("properties").path(name);
    }
    return schema;
  }

  private static List<String> pointers(String parent, JsonNode schema, List<String> found) {
    for (String name : Keys.of(schema.path("properties"))) {
      String pointer = KeyPath.child(parent, name);
      found.add(pointer);
      pointers(pointer, schema.path("properties").path(name), found);
    }
    return found;
  }
}
