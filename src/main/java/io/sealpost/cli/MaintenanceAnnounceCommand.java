package io.sealpost.cli;

import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.MessageSender;
import io.sealpost.event.OperationalEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends the event {@code system.maintenance}. */
@Command(
    name = "announce",
    header = "Send system.maintenance to the activations subscribed to it.",
    description =
        "The running Sealpost delivers it; without subscribers it is dropped. Stops nothing.",
    footer = {
      "  sealpost maintenance announce --from 2026-03-01T22:00:00Z --until 2026-03-01T22:30:00Z",
      "  sealpost maintenance announce --from 2026-03-01T22:00:00Z --until 2026-03-01T22:30:00Z"
          + " --note \"Broker update\""
    })
final class MaintenanceAnnounceCommand implements Callable<Integer> {
  /** Characters. It becomes a part of every subscriber's request. */
  private static final int MAX_NOTE = 1000;

  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description = "When it begins, such as 2026-03-01T22:00:00Z.")
  private Instant from;

  @Option(names = "--until", paramLabel = "TIME", required = true, description = "When it is over.")
  private Instant until;

  @Option(names = "--note", paramLabel = "TEXT", description = "For people, up to 1000 characters.")
  private @Nullable String note;

  @Override
  public Integer call() {
    if (!from.isBefore(until)) {
      throw CommandException.unusable("--until is not after --from.", null);
    }
    if (note != null && note.length() > MAX_NOTE) {
      throw CommandException.unusable(
          "--note has %d characters; at most %d are sent.".formatted(note.length(), MAX_NOTE),
          null);
    }
    OperationalEvent event = OperationalEvent.maintenance(from, until, note, Instant.now());
    BrokerAccess access = new BrokerAccess(folders);
    try (BrokerConnections connections = access.connections()) {
      new MessageSender(connections.factory()).send(event.message());
    } catch (IOException e) {
      throw access.unreachable(e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        format.isJson()
            ? event.message().text()
            : "Announced for %s until %s.".formatted(from, until));
    out.flush();
    return ExitCode.OK;
  }
}
