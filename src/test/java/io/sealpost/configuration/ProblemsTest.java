package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of problem, as {@code check} shows it: one file of {@code configuration/problems/} a
 * kind. Its sections are files that replace those of a valid folder, the last one is the problems.
 */
class ProblemsTest {
  /** In expected problems: the words of another package, which has tests of its own for them. */
  private static final String ANY = "…";

  static final Path FIXTURES = Path.of("src/test/resources/configuration/problems");

  @TempDir Path root;

  @ParameterizedTest
  @MethodSource("fixtures")
  void eachProblemNamesItsPlaceItsRuleAndItsFix(Path fixture) throws IOException {
    Map<String, String> sections = sections(FIXTURES.resolve(fixture));
    String expected = sections.remove("problems");
    TestFolder folder = TestFolder.valid(root);
    sections.forEach(folder::write);

    List<Problem> problems = folder.read().problems();

    String shown = String.join("", problems.stream().map(p -> p + "\n").toList());
    assertThat(shown.replace(root.toString(), "ROOT")).matches(pattern(expected));
    assertThat(shown).doesNotContain(TestFolder.CANARY);
  }

  static List<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.map(Path::getFileName).sorted().toList();
    }
  }

  private static Pattern pattern(String expected) {
    return Pattern.compile(
        Stream.of(expected.split(ANY, -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^\n]+")));
  }

  private static Map<String, String> sections(Path fixture) throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    String name = "";
    for (String line : Files.readAllLines(fixture)) {
      if (line.startsWith("=== ")) {
        name = line.substring(4);
        sections.put(name, "");
      } else {
        sections.merge(name, line + "\n", String::concat);
      }
    }
    return sections;
  }
}
