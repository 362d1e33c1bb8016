package io.sealpost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.Problem;
import io.sealpost.receiver.TerminalText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the configuration. */
@Command(
    name = "check",
    header = "Check the configuration, and say all that is wrong with it.",
    description = {
      "Each problem is a line: file:line:column: severity: key: message [code]. Exit code 0 without"
          + " errors, also with warnings; 1 with errors."
    },
    footer = {"  sealpost check", "  sealpost check --config /etc/sealpost --json"})
final class CheckCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    Path folder = folders.config();
    if (!Files.isDirectory(folder)) {
      throw CommandException.unusable(
          "There is no configuration folder %s. Name it with --config."
              .formatted(folder.toAbsolutePath().normalize()),
          null);
    }
    ConfigurationReader.Result result;
    try (CamelConfiguration configuration = new CamelConfiguration(folder)) {
      result = configuration.read();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(
          new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result.problems()));
    } else {
      result.problems().forEach(problem -> out.println(TerminalText.line(problem.toString())));
      out.println(summary(result));
    }
    out.flush();
    return result.configuration() == null ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static String summary(ConfigurationReader.Result result) {
    long errors = count(result.problems(), Problem.Severity.ERROR);
    String found =
        Plural.of(errors, "error")
            + ", "
            + Plural.of(count(result.problems(), Problem.Severity.WARNING), "warning");
    Configuration configuration = result.configuration();
    return configuration == null
        ? found
        : "%s, %s: %s"
            .formatted(
                Plural.of(configuration.connections().size(), "connection"),
                Plural.of(configuration.activations().size(), "activation"),
                found);
  }

  private static long count(List<Problem> problems, Problem.Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }
}
