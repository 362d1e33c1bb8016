package io.sealpost.cli;

import io.sealpost.attemptlog.AttemptJson;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.receiver.TerminalText;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows all attempts at a delivery. */
@Command(
    name = "show",
    header = "Show a delivery with all its attempts, oldest first.",
    footer = {
      "  sealpost deliveries show del_4mzn6kzcxolh5bqbrdv7ybnqzi",
      "  sealpost deliveries show order-17 --json"
    })
final class DeliveriesShowCommand implements Callable<Integer> {
  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "A delivery id.")
  private String id;

  @Override
  public Integer call() {
    List<AttemptRecord> attempts =
        ManagementClient.askIfRunning(folders, client -> ServedAttempts.attempts(client, id))
            .orElseGet(() -> new AttemptLogAccess(folders).call(log -> log.attempts(id)));
    if (attempts.isEmpty()) {
      throw CommandException.notSo(
          "The attempt log has no delivery " + id + ". See: sealpost deliveries");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(AttemptJson.array(attempts));
    } else {
      attempts.forEach(attempt -> print(attempt, out));
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(AttemptRecord attempt, PrintWriter out) {
    AttemptRecord.Delivery delivery = attempt.delivery();
    line(out, "attempt", delivery.attempt() + " of replay " + delivery.replay());
    line(out, "activation", delivery.activation());
    line(out, "connection", delivery.connection());
    line(out, "event", delivery.event());
    line(out, "event id", delivery.eventId());
    line(out, "journey", delivery.journey());
    line(out, "correlation", delivery.correlationId());
    line(out, "started", attempt.startedAt() + ", " + attempt.durationMs() + " ms");
    line(out, "outcome", attempt.outcome());
    line(out, "status", attempt.status());
    line(out, "reason", attempt.errorCode());
    line(out, "error", attempt.error());
    line(out, "next attempt", attempt.nextAttemptAt());
    line(out, "node", attempt.node());
    AttemptRecord.Request request = attempt.request();
    if (request != null) {
      line(out, "request", request.method() + " " + request.url());
      request.headers().forEach((name, value) -> line(out, "  " + name, value));
      line(out, "body", request.bytes() + " bytes, SHA-256 " + request.sha256());
    }
    AttemptRecord.Call call = attempt.call();
    if (call != null) {
      line(out, "address", call.address());
      line(
          out,
          "phases",
          "connect "
              + call.connectMs()
              + " ms, write "
              + call.writeMs()
              + " ms, read "
              + call.readMs()
              + " ms");
      line(out, "response", call.response());
    }
    out.println();
  }

  private static void line(PrintWriter out, String name, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      out.println(TerminalText.line(name + ": " + value));
    }
  }
}
