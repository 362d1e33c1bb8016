package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.deadletter.DeadContent;
import io.sealpost.deadletter.DeadQueue;
import io.sealpost.receiver.TerminalText;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a dead message whole. */
@Command(
    name = "show",
    header = "Show a dead message with its properties and body.",
    footer = {
      "  sealpost dead show del_4mzn6kzcxolh5bqbrdv7ybnqzi",
      "  sealpost dead show ID:5f1c… --json"
    })
final class DeadShowCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "A delivery id, or a JMSMessageID.")
  private String id;

  @Override
  public Integer call() {
    List<DeadContent> found =
        new BrokerAccess(folders).call(broker -> new DeadQueue(broker).show(id));
    if (found.isEmpty()) {
      throw CommandException.notSo("There is no dead message " + id + ". See: sealpost dead list");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      found.forEach(content -> array.add(json(content)));
      out.println(array.toPrettyString());
    } else {
      found.forEach(content -> print(content, out));
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(DeadContent content, PrintWriter out) {
    out.println(
        "JMSMessageID: " + TerminalText.line(String.valueOf(content.message().messageId())));
    content
        .message()
        .properties()
        .forEach((name, value) -> out.println(TerminalText.line(name + ": " + value)));
    out.println();
    out.println(TerminalText.lines(content.body()));
    if (content.isCut()) {
      out.println("[cut here: the body is too large to be read]");
    }
    out.println();
  }

  /** The body is {@code body} where it is UTF-8, else {@code bodyBase64}. */
  private static ObjectNode json(DeadContent content) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("messageId", content.message().messageId());
    json.put("kind", content.kind());
    ObjectNode properties = json.putObject("properties");
    content
        .message()
        .properties()
        .forEach(
            (name, value) -> {
              if (value instanceof Number number) {
                properties.put(name, number.longValue());
              } else {
                properties.put(name, value.toString());
              }
            });
    JsonBody.put(json, content.body());
    json.put("cut", content.isCut());
    return json;
  }
}
