package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.delivery.TrialDelivery;
import io.sealpost.receiver.TerminalText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one real request. */
@Command(
    name = "test",
    header = "Send one real request for an activation, and show what came of it.",
    description = {
      "Once, over the same routes and guards as a delivery, but past the queues: nothing is tried"
          + " again, and nothing goes to the dead queue. Exit code 1 unless it was delivered."
    },
    footer = {
      "  echo '{\"user_id\": 7}' | sealpost test welcome",
      "  sealpost test welcome --file user.json --property event=signup --json"
    })
final class TestCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private MessageOptions message = new MessageOptions();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ACTIVATION", description = "Whose endpoint to call.")
  private String activation;

  @Override
  public Integer call() throws Exception {
    ConfiguredActivation configured = ConfiguredActivation.named(activation, folders.config());
    TrialDelivery.Result result =
        TrialDelivery.run(
            configured.configuration(),
            configured.activation(),
            message.readTest(activation),
            folders.routes());
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(json(result));
    } else {
      out.println(TerminalText.line(line(result)));
      out.print(TerminalText.lines(result.body()));
    }
    out.flush();
    return result.outcome().equals("delivered") ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static String line(TrialDelivery.Result result) {
    String status = result.status() == null ? "no answer" : "status " + result.status();
    return result.code().isEmpty()
        ? result.outcome() + ", " + status
        : "not delivered, %s: would be %s, %s: %s"
            .formatted(status, result.outcome(), result.code(), result.text());
  }

  private static ObjectNode json(TrialDelivery.Result result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("deliveryId", result.attempt().delivery().id());
    json.put("outcome", result.outcome());
    json.put("code", result.code().isEmpty() ? null : result.code());
    json.put("message", result.text().isEmpty() ? null : result.text());
    json.put("status", result.status());
    JsonBody.put(json, result.body());
    return json;
  }
}
