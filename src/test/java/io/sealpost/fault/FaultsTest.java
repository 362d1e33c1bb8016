package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FaultsTest {
  @Test
  void theListNamesEveryScenarioOnce() {
    assertThat(run("--list").lines().map(line -> line.substring(0, line.indexOf(' '))))
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(Scenarios.ALL.stream().map(Scenario::name).toList());
  }

  @Test
  void theDocumentSaysOfEveryScenarioWhatItDoes() throws Exception {
    String document = Files.readString(Path.of("docs/reliability.md"));

    assertThat(Scenarios.ALL)
        .allSatisfy(
            scenario ->
                assertThat(document)
                    .contains("| `" + scenario.name() + "` | " + scenario.does() + " |"));
  }

  @Test
  void anUnknownScenarioIsWrongUsage() {
    assertThat(new CommandLine(new Faults()).setErr(new PrintWriter(new StringWriter())))
        .satisfies(command -> assertThat(command.execute("kill-nobody")).isEqualTo(2));
  }

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    int code = new CommandLine(new Faults()).setOut(new PrintWriter(out, true)).execute(arguments);
    assertThat(code).isZero();
    return out.toString();
  }
}
