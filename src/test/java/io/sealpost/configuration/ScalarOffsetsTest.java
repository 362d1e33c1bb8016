package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;

class ScalarOffsetsTest {
  @Property(tries = 400)
  void theCharacterAtAnOffsetStandsAtItsPosition(
      @ForAll("texts") String text, @ForAll ScalarStyle style) {
    // Lines that begin with a blank may not be folded (YAML 1.2 §8.1.3); the writer folds them.
    Assume.that(style != ScalarStyle.FOLDED || text.lines().noneMatch(l -> l.startsWith(" ")));
    String yaml = written(text, style);
    YamlFile file = read(yaml);
    assertThat(file.root().get("key").textValue()).isEqualTo(text);

    for (int offset = 0; offset < text.length(); offset++) {
      char c = text.charAt(offset);
      if (!Character.isWhitespace(c)) {
        Position at = file.within("/key", offset);
        assertThat(rest(yaml, at))
            .startsWith(c == '\'' && isDoubled(yaml) ? "''" : escaped(c, yaml));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\u00e9", "\\U0001F600", "\\U000000e9", "\\t", "\\x41", "\\\"", "\\\\", "\\ "})
  void anEscapeCountsAsWhatItStandsFor(String escape) {
    YamlFile file = read("key: \"ab" + escape + "{{\"\n");

    int offset = file.root().get("key").textValue().indexOf("{{");
    assertThat(file.within("/key", offset)).isEqualTo(new Position(1, 9 + escape.length()));
  }

  @Test
  void aLineThatEndsInABackslashGoesOn() {
    YamlFile file = read("key: \"abc\\\n     def\"\n");

    assertThat(file.within("/key", 3)).isEqualTo(new Position(2, 6));
  }

  @Test
  void foldedLinesAreOneLine() {
    YamlFile file = read("key: >-\n  one\n  two\n\n  three\n");

    assertThat(file.root().get("key").textValue()).isEqualTo("one two\nthree");
    assertThat(file.within("/key", 4)).isEqualTo(new Position(3, 3));
    assertThat(file.within("/key", 8)).isEqualTo(new Position(5, 3));
  }

  @Test
  void anchorsAndTagsAreNoPartOfTheText() {
    assertThat(read("key: &a !!str 'x{{'\n").within("/key", 1)).isEqualTo(new Position(1, 17));
  }

  @Test
  void anOffsetBehindTheTextStandsAtItsEnd() {
    assertThat(read("key: 'abc'\n").within("/key", 3)).isEqualTo(new Position(1, 10));
    assertThat(read("key: abc\n").within("/key", 3)).isEqualTo(new Position(1, 9));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('a', 'b', '{', '}', '$', '\'', '"', ' ', '\n', ':', '#')
        .ofMinLength(1)
        .ofMaxLength(150);
  }

  private static String written(String text, ScalarStyle style) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultScalarStyle(style).setWidth(20).setIndent(3).build();
    return new Dump(settings).dumpToString(Map.of("key", text));
  }

  private static boolean isDoubled(String yaml) {
    return value(yaml).startsWith("'");
  }

  private static String escaped(char c, String yaml) {
    return c == '"' && value(yaml).startsWith("\"") ? "\\\"" : String.valueOf(c);
  }

  private static String value(String yaml) {
    return yaml.substring(yaml.indexOf(':') + 1).strip();
  }

  private static String rest(String yaml, Position at) {
    String line = yaml.split("\n", -1)[at.line() - 1];
    return line.substring(at.column() - 1);
  }

  private static YamlFile read(String yaml) {
    List<Problem> problems = new ArrayList<>();
    return YamlReader.read("f.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
        .orElseThrow(() -> new AssertionError(problems + "\n" + yaml));
  }
}
