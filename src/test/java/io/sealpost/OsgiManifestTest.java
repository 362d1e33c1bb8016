package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The built jar is a bundle that resolves in Karaf, with Camel 4.14 or any later 4. */
@Tag("packaged")
class OsgiManifestTest {
  /** Only a standalone JVM, a command line or the embedded broker need them. */
  private static final List<String> OPTIONAL =
      List.of(
          "org.apache.activemq.artemis.core.",
          "org.apache.activemq.artemis.spi.",
          "io.opentelemetry.",
          "org.apache.camel.opentelemetry2",
          "io.vertx.",
          "picocli",
          "me.tongfei.",
          "org.h2",
          "org.postgresql",
          "org.jspecify.");

  private static Attributes manifest;
  private static Map<String, String> imports;

  @BeforeAll
  static void readTheBuiltJar() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().matches("sealpost-.*\\.jar"))
              .findFirst()
              .orElseThrow();
      try (JarFile file = new JarFile(jar.toFile())) {
        manifest = file.getManifest().getMainAttributes();
      }
    }
    imports = clauses("Import-Package");
  }

  @Test
  void camelIsImportedFrom414UpToTheNextMajorVersion() {
    assertThat(imports).containsKeys("org.apache.camel", "org.apache.camel.spi");
    assertThat(imports)
        .allSatisfy(
            (name, directives) -> {
              if (name.startsWith("org.apache.camel")) {
                assertThat(directives).as(name).contains("version=\"[4.14,5)\"");
              }
            });
  }

  @Test
  void jacksonIsImportedAsOldAsCamel414BringsIt() {
    assertThat(imports)
        .containsKey("com.fasterxml.jackson.databind")
        .allSatisfy(
            (name, directives) -> {
              if (name.startsWith("com.fasterxml.jackson")) {
                assertThat(directives).as(name).contains("version=\"[2.19,3)\"");
              }
            });
  }

  @Test
  void onlyOurOwnPackagesAreExported() {
    assertThat(clauses("Export-Package").keySet())
        .contains("io.sealpost", "io.sealpost.activation", "io.sealpost.expression")
        .allSatisfy(name -> assertThat(name).matches("io\\.sealpost(\\..+)?"));
  }

  @Test
  void camelsExtenderIsRequired() {
    assertThat(manifest.getValue("Require-Capability"))
        .contains("osgi.extender")
        .contains("(osgi.extender=org.apache.camel)");
    assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("io.sealpost");
  }

  @Test
  void nothingOfTestsOrCompilersIsImported() {
    assertThat(imports.keySet())
        .noneMatch(
            name ->
                Stream.of("org.junit", "org.assertj", "org.awaitility", "net.jqwik", "com.tngtech")
                    .anyMatch(name::startsWith))
        .noneMatch(name -> name.contains("errorprone"))
        .noneMatch(name -> name.startsWith("ch.qos.logback"));
  }

  @Test
  void whatKarafNeedNotHaveIsOptionalAndAllElseIsNot() {
    assertThat(imports)
        .allSatisfy(
            (name, directives) ->
                assertThat(directives.contains("resolution:=optional"))
                    .as(name)
                    .isEqualTo(OPTIONAL.stream().anyMatch(name::startsWith)));
  }

  /** Names of a header's clauses with their attributes and directives, without {@code uses}. */
  private static Map<String, String> clauses(String header) {
    Map<String, String> clauses = new LinkedHashMap<>();
    // Commas within quotes do not part clauses.
    for (String clause : manifest.getValue(header).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
      String[] parts = clause.split(";", 2);
      clauses.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return clauses;
  }
}
