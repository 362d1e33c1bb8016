package io.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.cli.ManagementClient.NotRunningException;
import io.sealpost.receiver.TerminalText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays what the attempt log chooses. */
@Command(
    name = "replay",
    header = "Send the dead messages of chosen deliveries again.",
    description = {
      "Chosen by what the attempt log has of them. The message of a delivery that is not dead is not"
          + " kept: such deliveries are counted as not dead. The running Sealpost does the work,"
          + " also if this command is interrupted."
    },
    footer = {
      "  sealpost deliveries replay --activation welcome --status 400 --dry-run",
      "  sealpost deliveries replay --event user.created --since 2026-03-01T00:00:00Z"
    })
final class DeliveriesReplayCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 200;

  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Mixin private AttemptSelection selection = new AttemptSelection();
  @Spec private CommandSpec spec;

  @Option(names = "--all", description = "All that are dead.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only count.")
  private boolean dryRun;

  @Override
  public Integer call() {
    ObjectNode chosen = selection.json();
    if (chosen.isEmpty() != all) {
      throw CommandException.unusable(
          all ? "--all goes without other criteria." : "Name a criterion, or --all.", null);
    }
    if (all) {
      chosen.put("all", true);
    }
    if (dryRun) {
      chosen.put("dryRun", true);
    }
    JsonNode result = ManagementClient.ask(folders, client -> replay(client, chosen));
    report(result);
    boolean some = result.path(dryRun ? "matched" : "done").asInt() > 0;
    return some && !result.has("error") ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Waits for the job's end. */
  private static JsonNode replay(ManagementClient client, JsonNode chosen)
      throws NotRunningException {
    JsonNode result = client.post("/v1/deliveries/replay", chosen);
    if (!result.has("id")) {
      return result;
    }
    String job = "/v1/jobs/" + result.path("id").asText();
    try (Progress progress = new Progress("replayed")) {
      while (!result.has("endedAt")) {
        progress.reached(result.path("done").asLong(), result.path("total").asLong(-1));
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        result = client.get(job);
      }
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.failed("Interrupted; the replay goes on", e);
    }
  }

  private void report(JsonNode result) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(result.toPrettyString());
    } else {
      out.printf(
          dryRun ? "%d would be replayed.%n" : "%d replayed.%n",
          result.path(dryRun ? "matched" : "done").asInt());
      if (result.path("notDead").asInt() > 0) {
        out.printf("%d deliveries are not dead.%n", result.path("notDead").asInt());
      }
      if (result.has("error")) {
        out.println(TerminalText.line(result.path("error").asText()));
      }
    }
    out.flush();
  }
}
