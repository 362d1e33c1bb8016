package io.sealpost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealpost.broker.BrokerFinding;
import io.sealpost.broker.BrokerFinding.Severity;
import io.sealpost.broker.BrokerReview;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the configuration. */
@Command(
    name = "check",
    header = "Check the configuration, or the broker, and say all that is wrong with it.",
    description = {
      "Each problem of the configuration is a line: file:line:column: severity: key: message"
          + " [code]. With --broker, each setting of the live broker that can lose messages is one:"
          + " severity: setting is value (where): message. Exit code 0 without errors, also with"
          + " warnings; 1 with errors."
    },
    footer = {
      "  sealpost check",
      "  sealpost check --config /etc/sealpost --json",
      "  sealpost check --broker"
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Option(
      names = "--broker",
      description = "Check the broker that the configuration names, as it runs now, instead.")
  private boolean broker;

  @Override
  public Integer call() throws JsonProcessingException {
    return broker ? checkBroker() : checkConfiguration();
  }

  private int checkBroker() throws JsonProcessingException {
    List<BrokerFinding> findings = new BrokerAccess(folders).call(BrokerReview::of);
    long errors = findings.stream().filter(finding -> finding.severity() == Severity.ERROR).count();
    print(findings, "broker: " + counted(errors, findings.size() - errors));
    return errors == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private int checkConfiguration() throws JsonProcessingException {
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
    print(result.problems(), summary(result));
    return result.configuration() == null ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /** What was found, a line each, and the summary; as JSON what was found alone. */
  private void print(List<?> found, String summary) throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(found));
    } else {
      found.forEach(problem -> out.println(TerminalText.line(problem.toString())));
      out.println(summary);
    }
    out.flush();
  }

  private static String summary(ConfigurationReader.Result result) {
    long errors =
        result.problems().stream()
            .filter(problem -> problem.severity() == Problem.Severity.ERROR)
            .count();
    String found = counted(errors, result.problems().size() - errors);
    Configuration configuration = result.configuration();
    return configuration == null
        ? found
        : "%s, %s: %s"
            .formatted(
                Plural.of(configuration.connections().size(), "connection"),
                Plural.of(configuration.activations().size(), "activation"),
                found);
  }

  private static String counted(long errors, long warnings) {
    return Plural.of(errors, "error") + ", " + Plural.of(warnings, "warning");
  }
}
