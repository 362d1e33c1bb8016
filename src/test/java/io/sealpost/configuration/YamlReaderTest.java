package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.expression.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  private final List<Problem> problems = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yes | \"yes\"",
        "True | \"True\"",
        "true | true",
        "007 | \"007\"",
        "0x1F | \"0x1F\"",
        "1_000 | \"1_000\"",
        "1. | \"1.\"",
        ".inf | \".inf\"",
        "2001-01-01 | \"2001-01-01\"",
        "~ | \"~\"",
        "null | null",
        "'' | \"\"",
        "-12 | -12",
        "1.50 | 1.50",
        "1e2 | 1e2",
        "-0 | -0",
        "12345678901234567890.000 | 12345678901234567890.000",
        "1e400 | 1e400",
        "!!str 5 | \"5\"",
        "\"5\" | \"5\"",
        "${http_method} | \"${http_method}\"",
      })
  void bodiesHaveTheTypesAndDigitsOfJson(String yaml, String json) {
    String value = yaml.isEmpty() ? "''" : yaml;
    YamlFile file = read("requestBody:\n  v: " + value + "\n");

    String written =
        new String(ExactJson.write(file.root().at("/requestBody/v")), StandardCharsets.UTF_8);
    assertThat(written).isEqualTo(json);
  }

  @Test
  void keysKeepTheirOrder() {
    assertThat(Keys.of(read("b: 1\na: 2\nc: 3\n").root())).containsExactly("b", "a", "c");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstKey() {
    YamlFile file = read("\uFEFFname: x\n");

    assertThat(Keys.of(file.root())).containsExactly("name");
    assertThat(file.value("/name")).isEqualTo(new Position(1, 7));
  }

  @Test
  void columnsCountCharactersNotUnits() {
    YamlFile file = read("a: {\"😀\": 1, b: 2}\r\nc: 3\r\n");

    assertThat(file.key("/a/b")).isEqualTo(new Position(1, 13));
    assertThat(file.key("/c")).isEqualTo(new Position(2, 1));
  }

  @Test
  void aValueThatIsNotThereStandsWhereItsParentDoes() {
    YamlFile file = read("a:\n  b: 1\n");

    assertThat(file.value("/a/x/y")).isEqualTo(new Position(2, 3));
    assertThat(file.value("/z")).isEqualTo(new Position(1, 1));
  }

  @Test
  void aReferenceIsItsTarget() {
    YamlFile file = read("a: &x [1, 2]\nb: *x\n");

    assertThat(file.root().get("b")).isEqualTo(file.root().get("a"));
    assertThat(file.value("/b/1")).isEqualTo(new Position(1, 11));
  }

  @Test
  void referencesThatMultiplyAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }

    assertThat(refused(bomb.toString()).code()).isEqualTo("yaml-too-large");
  }

  @Test
  void referencesThatNestAreRefusedBeforeTheStackEnds() {
    StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 5000; i++) {
      chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }

    assertThat(refused(chain.toString()).code()).isEqualTo("yaml-too-large");
  }

  @Test
  void depthIsRefusedBeforeTheStackEnds() {
    String deep = "a: " + "[".repeat(100_000);

    assertThat(refused(deep).code()).isEqualTo("yaml-too-deep");
  }

  @Test
  void oneHundredLevelsAreStillRead() {
    // The file is a level itself.
    read("a: " + "[".repeat(99) + "]".repeat(99) + "\n");

    assertThat(problems).isEmpty();
  }

  @Test
  void whatIsNotUtf8IsRefusedWhereItBegins() {
    byte[] latin1 = "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    Problem problem = refused(latin1);

    assertThat(problem.code()).isEqualTo("not-utf-8");
    assertThat(List.of(problem.line(), problem.column())).containsExactly(2, 7);
    assertThat(problem.message()).contains("save the file as UTF-8");
  }

  @Test
  void aTruncatedCharacterAtTheEndIsRefused() {
    assertThat(refused(new byte[] {'a', ':', ' ', (byte) 0xC3}).code()).isEqualTo("not-utf-8");
  }

  @Test
  void utf16IsRefusedByItsName() {
    assertThat(refused("a: 1\n".getBytes(StandardCharsets.UTF_16)).message()).contains("UTF-16");
  }

  @Test
  void aFileIsReadUpToItsLimit() {
    byte[] most = ("a: " + "x".repeat(YamlReader.MAX_BYTES - 3)).getBytes(StandardCharsets.UTF_8);
    byte[] tooMuch =
        (new String(most, StandardCharsets.UTF_8) + "x").getBytes(StandardCharsets.UTF_8);

    assertThat(YamlReader.read("f.yaml", most, problems)).isPresent();
    assertThat(refused(tooMuch).code()).isEqualTo("file-too-large");
  }

  private YamlFile read(String yaml) {
    return YamlReader.read("f.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
        .orElseThrow(() -> new AssertionError(problems.toString()));
  }

  private Problem refused(String yaml) {
    return refused(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private Problem refused(byte[] bytes) {
    assertThat(YamlReader.read("f.yaml", bytes, problems)).isEmpty();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }
}
