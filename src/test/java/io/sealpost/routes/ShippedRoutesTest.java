package io.sealpost.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code routes/} are the product's face: canonical, described, loadable anywhere. */
class ShippedRoutesTest {
  private static final Path ROUTES = Path.of("routes");

  @ParameterizedTest
  @MethodSource("routeFiles")
  void aRouteFileValidatesAgainstCamelsOwnSchema(Path file) throws IOException {
    assertThat(camelYamlSchema().validate(yaml(file))).isEmpty();
  }

  @Test
  void aBrokenRouteFileDoesNotValidate() throws IOException {
    JsonNode route = new YAMLMapper().readTree("- route: {form: {uri: direct:a}}");

    assertThat(camelYamlSchema().validate(route)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void everyRouteTemplateAndStepHasADescription(Path file) throws IOException {
    for (JsonNode entry : yaml(file)) {
      JsonNode definition = entry.elements().next();
      assertThat(definition.path("description").asText()).as("%s", file).isNotBlank();
      JsonNode route = definition.has("route") ? definition.get("route") : definition;
      for (JsonNode step : route.path("from").path("steps")) {
        JsonNode body = step.elements().next();
        assertThat(body.path("id").asText()).as("%s", file).isNotBlank();
        assertThat(body.path("description").asText()).as("%s %s", file, body).isNotBlank();
      }
    }
  }

  @Test
  void theDeliveryStepsStandInTheOrderTheyAreReadAloud() throws IOException {
    JsonNode template = yaml(ROUTES.resolve("deliver-webhook.camel.yaml")).get(0);

    assertThat(template.at("/routeTemplate/route/from/steps").findValuesAsText("id"))
        .containsExactly(
            "activation",
            "read",
            "place",
            "url",
            "body",
            "headers",
            "sign",
            "guard",
            "call",
            "classify");
  }

  @Test
  void nothingElseLiesInTheRoutesFolder() throws IOException {
    try (Stream<Path> files = Files.list(ROUTES)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .allMatch(name -> name.endsWith(".camel.yaml") || name.endsWith(".kamelet.yaml"));
    }
  }

  static List<Path> routeFiles() throws IOException {
    try (Stream<Path> files = Files.list(ROUTES)) {
      return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
    }
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new YAMLMapper().readTree(file.toFile());
  }

  private static JsonSchema camelYamlSchema() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ShippedRoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json"))) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
    }
  }
}
