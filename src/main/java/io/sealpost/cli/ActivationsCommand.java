package io.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The activations of a running Sealpost. */
@Command(
    name = "activations",
    header = "List, pause and resume activations.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ActivationsCommand.ListCommand.class,
      ActivationsCommand.PauseCommand.class,
      ActivationsCommand.ResumeCommand.class
    },
    footer = {
      "  sealpost activations list",
      "  sealpost activations pause welcome",
      "  sealpost activations resume welcome"
    })
final class ActivationsCommand {
  private ActivationsCommand() {}

  /** Each with its state. */
  @Command(
      name = "list",
      header = "List activations: their state, and what waits for them.",
      description = {
        "The state is running, paused, or orphaned: no longer configured, but messages may still"
            + " wait in its queue."
      },
      footer = {"  sealpost activations list", "  sealpost activations list --json"})
  static final class ListCommand implements Callable<Integer> {
    @Mixin private Folders folders = new Folders();
    @Mixin private OutputFormat format = new OutputFormat();
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      JsonNode answer = ManagementClient.ask(folders, client -> client.get("/v1/activations"));
      print(answer.path("activations"), format, spec);
      if (answer.has("warning")) {
        spec.commandLine()
            .getErr()
            .println("Last successes are unknown: " + answer.path("warning").asText());
      }
      return ExitCode.OK;
    }
  }

  /** No more attempts. */
  @Command(
      name = "pause",
      header = "Make no more attempts until the activation is resumed.",
      description = {
        "Attempts under way finish. What arrives meanwhile waits. A pause holds for all instances"
            + " of a broker, and over restarts."
      },
      footer = {"  sealpost activations pause welcome"})
  static final class PauseCommand implements Callable<Integer> {
    @Mixin private Folders folders = new Folders();
    @Mixin private OutputFormat format = new OutputFormat();
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ACTIVATION", description = "Its name.")
    private String activation;

    @Override
    public Integer call() {
      return change(folders, activation, "pause", format, spec);
    }
  }

  /** Attempts again. */
  @Command(
      name = "resume",
      header = "End a pause.",
      footer = {"  sealpost activations resume welcome"})
  static final class ResumeCommand implements Callable<Integer> {
    @Mixin private Folders folders = new Folders();
    @Mixin private OutputFormat format = new OutputFormat();
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ACTIVATION", description = "Its name.")
    private String activation;

    @Override
    public Integer call() {
      return change(folders, activation, "resume", format, spec);
    }
  }

  private static int change(
      Folders folders, String name, String change, OutputFormat format, CommandSpec spec) {
    String target = "/v1/activations/" + ManagementClient.encoded(name) + "/" + change;
    JsonNode activation = ManagementClient.ask(folders, client -> client.post(target, null));
    print(List.of(activation), format, spec);
    return ExitCode.OK;
  }

  private static void print(Iterable<JsonNode> activations, OutputFormat format, CommandSpec spec) {
    ResultTable table =
        new ResultTable(
            "name", "state", "pending", "scheduled", "inFlight", "lastSuccessAt", "connection");
    for (JsonNode activation : activations) {
      table.add(
          activation.path("name").asText(),
          activation.path("state").asText(),
          activation.path("pending").asLong(),
          activation.path("scheduled").asLong(),
          activation.path("inFlight").asLong(),
          activation.path("lastSuccessAt").textValue(),
          activation.path("connection").textValue());
    }
    format.print(table, spec);
  }
}
