package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds {@code docs/configuration.md} and the examples against schemas and reader. */
class ConfigurationDocumentationTest {
  private static final Path DOCUMENT = Path.of("docs/configuration.md");
  private static final Path EXAMPLES = Path.of("docs/examples/config");
  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\n# ([a-z/]+\\.yaml)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\| ([^|]*) \\| ([^|]*) \\| (.*) \\|$", Pattern.MULTILINE);
  private static final Pattern CODE =
      Pattern.compile("^\\| `([a-z0-9-]+)` \\| [^|]*\\|$", Pattern.MULTILINE);

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    "connection, ## Connections, ## Activations",
    "activation, ## Activations, ## Secrets"
  })
  void everyKeyIsDescribedAsInItsSchema(String schema, String from, String to) throws IOException {
    String chapter = chapter(from, to);
    Map<String, List<String>> documented =
        ROW.matcher(chapter)
            .results()
            .filter(row -> !row.group(1).contains("{"))
            .collect(Collectors.toMap(r -> r.group(1), r -> List.of(r.group(3), r.group(4))));

    assertThat(new TreeMap<>(documented)).isEqualTo(keys(FileSchema.named(schema).json()));
  }

  @Test
  void theExamplesOfTheDocumentAreValidTogether() throws IOException {
    TestFolder folder = new TestFolder(root);
    List<String> paths = new ArrayList<>();
    for (MatchResult example : EXAMPLE.matcher(Files.readString(DOCUMENT)).results().toList()) {
      folder.write(example.group(1), example.group(2));
      paths.add(example.group(1));
    }

    assertThat(paths).contains("connections/acme.yaml", "activations/welcome.yaml", "secrets.yaml");
    assertThat(readWithAnySecret(root).problems()).isEmpty();
  }

  @Test
  void theExampleFolderIsValid() {
    ConfigurationReader.Result result = readWithAnySecret(EXAMPLES);

    assertThat(result.problems()).isEmpty();
    assertThat(result.configuration()).isNotNull();
    assertThat(result.configuration().activations()).containsOnlyKeys("close-account", "welcome");
  }

  @Test
  void theExamplesNameTheSchemaTheyAreCheckedAgainst() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        String first = Files.readAllLines(file).get(0);
        assertThat(first).startsWith("# yaml-language-server: $schema=");
        assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1))).exists();
      }
    }
  }

  @Test
  void theShippedFolderHasNoErrors() {
    List<Problem> problems = readWithAnySecret(Path.of("config")).problems();

    assertThat(problems).extracting(Problem::code).containsExactly("no-activations");
  }

  @Test
  void everyCodeIsDocumented() throws IOException {
    List<String> documented =
        CODE.matcher(chapter("## Problems", null)).results().map(r -> r.group(1)).toList();
    // Those that need bytes, sizes or a folder that no fixture can have.
    TreeSet<String> shown =
        new TreeSet<>(List.of("file-too-large", "no-folder", "not-utf-8", "unreadable"));
    shown.add("no-activations");
    for (Path fixture : ProblemsTest.fixtures()) {
      Pattern.compile("^\\S+:[0-9]+:[0-9]+: .*\\[([a-z0-9-]+)]$", Pattern.MULTILINE)
          .matcher(Files.readString(ProblemsTest.FIXTURES.resolve(fixture)))
          .results()
          .forEach(code -> shown.add(code.group(1)));
    }

    assertThat(documented).containsExactlyInAnyOrderElementsOf(shown);
  }

  private static Map<String, List<String>> keys(JsonNode schema) {
    Map<String, List<String>> keys = new TreeMap<>();
    addKeys(schema, "", keys);
    return keys;
  }

  private static void addKeys(JsonNode schema, String prefix, Map<String, List<String>> keys) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode value = property.getValue();
      String name = prefix + property.getKey();
      JsonNode absent = value.path("default");
      String shown = absent.isMissingNode() ? "" : "`" + text(absent) + "`";
      keys.put(
          name,
          List.of(
              required.contains(property.getKey()) ? "required" : shown,
              value.path("description").asText()));
      addKeys(value, name + ".", keys);
    }
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.toString();
  }

  private static String chapter(String from, String to) throws IOException {
    String document = Files.readString(DOCUMENT);
    int end = to == null ? document.length() : document.indexOf("\n" + to + "\n");
    return document.substring(document.indexOf("\n" + from + "\n"), end);
  }

  /** A secret that every scheme and header accepts, wherever it comes from. */
  private static ConfigurationReader.Result readWithAnySecret(Path folder) {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    return TestFolder.reader(text -> Placeholder.replaceAll(text, p -> secret)).read(folder);
  }
}
