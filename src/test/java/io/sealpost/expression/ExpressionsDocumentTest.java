package io.sealpost.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the examples of docs/expressions.md. */
class ExpressionsDocumentTest {
  private static final String DOCUMENT = read(Path.of("docs", "expressions.md"));
  private static final RenderContext CONTEXT = Contexts.of(block("attributes"));

  /** One row of a table whose second column is headed «in». */
  record Example(String kind, String template, String in, String expected) {}

  @ParameterizedTest
  @MethodSource("examples")
  void theExampleIsTrue(Example example) throws Exception {
    String template = code(example.template());
    switch (example.kind()) {
      case "gives" -> gives(template, example.in(), example.expected());
      case "is shown as" ->
          assertThat(Contexts.parse(template, place(example.in())).render(CONTEXT).masked())
              .isEqualTo(code(example.expected()));
      case "error" ->
          assertThatThrownBy(() -> Contexts.PARSER.parse(template, place(example.in())))
              .isInstanceOf(TemplateSyntaxException.class)
              .hasMessageContaining(example.expected());
      default -> throw new AssertionError("unknown kind of table: " + example.kind());
    }
  }

  @Test
  void theBodyExampleIsTrue() {
    assertThat(Contexts.renderBody(block("requestBody"), CONTEXT)).isEqualTo(block("sent").strip());
  }

  @Test
  void everyNameOfTheLanguageIsDocumented() {
    Stream.of(
            Variable.names().stream(),
            BuiltInFunctions.ALL.stream().map(TemplateFunction::name),
            Names.AUTH.stream().map(name -> "auth." + name),
            Names.META.stream().map(name -> "meta." + name))
        .flatMap(names -> names)
        .forEach(name -> assertThat(DOCUMENT).containsPattern("[{]" + Pattern.quote(name) + "\\b"));
  }

  static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    String kind = "";
    for (String line : DOCUMENT.lines().toList()) {
      List<String> cells = Stream.of(line.split(" *\\| *", -1)).toList();
      boolean row = line.startsWith("|") && cells.size() == 5;
      if (row && cells.get(2).equals("in")) {
        kind = cells.get(3);
      } else if (!row) {
        kind = "";
      } else if (!kind.isEmpty() && !line.startsWith("|---")) {
        examples.add(new Example(kind, cells.get(1), cells.get(2), cells.get(3)));
      }
    }
    assertThat(examples).hasSizeGreaterThan(50);
    return examples;
  }

  private static void gives(String template, String in, String expected) throws Exception {
    if (expected.startsWith("dead: ")) {
      assertThatThrownBy(() -> rendered(template, in))
          .isInstanceOfSatisfying(
              RenderException.class,
              e -> assertThat(e.code()).isEqualTo(code(expected.substring("dead: ".length()))));
    } else {
      assertThat(rendered(template, in)).isEqualTo(code(expected));
    }
  }

  private static String rendered(String template, String in) throws Exception {
    return in.equals("body")
        ? new String(
            Contexts.PARSER.parseBody(TextNode.valueOf(template)).render(CONTEXT).bytes(), UTF_8)
        : Contexts.parse(template, place(in)).render(CONTEXT).text();
  }

  private static Place place(String in) {
    return Place.valueOf(in.toUpperCase(Locale.ROOT));
  }

  private static String code(String cell) {
    assertThat(cell).startsWith("`").endsWith("`");
    return cell.substring(1, cell.length() - 1);
  }

  private static String block(String name) {
    Matcher block =
        Pattern.compile("```json " + name + "\n(.*?)```", Pattern.DOTALL).matcher(DOCUMENT);
    assertThat(block.find()).as(name).isTrue();
    return block.group(1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("run from the project's root", e);
    }
  }
}
