package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealpost.attemptlog.EndRecord;
import io.sealpost.broker.QueueDepth;
import io.sealpost.deadletter.OrphanedQueue;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives up what waits for an activation that is gone. */
@Command(
    name = "add",
    header = "Move all messages of an orphaned queue to the dead queue.",
    description = {
      "For an activation that was removed: its messages wait for it to come back (see: sealpost"
          + " status). This gives them up, those that are kept back for a retry too, with the"
          + " reason activation-removed; an activation that is configured is refused."
    },
    footer = {
      "  sealpost dead add --activation welcome --dry-run",
      "  sealpost dead add --activation welcome"
    })
final class DeadAddCommand implements Callable<Integer> {
  private static final String DONE = "dead";

  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Spec private CommandSpec spec;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      required = true,
      description = "The activation that was removed.")
  private String activation;

  @Option(names = "--dry-run", description = "Only count them.")
  private boolean dryRun;

  @Override
  public Integer call() {
    if (ConfiguredActivation.hasFile(activation, folders.config())) {
      throw CommandException.notSo(
          "Activation %s is configured: its messages are delivered. Remove it first."
              .formatted(activation));
    }
    BrokerAccess access = new BrokerAccess(folders);
    QueueDepth depth = access.call(broker -> new OrphanedQueue(broker, activation).depth());
    if (depth.consumers() > 0) {
      throw CommandException.notSo(
          "A Sealpost that runs still serves activation %s: does it run with another configuration?"
              .formatted(activation));
    }
    return dryRun ? report(depth.messages(), "would be dead") : report(giveUp(access), DONE);
  }

  private int giveUp(BrokerAccess access) {
    EndRecord record = ClientSettings.read(folders.config()).endRecord();
    GivenUpRegister register = new GivenUpRegister(activation, record);
    return access.call(
        broker -> {
          try (Progress progress = new Progress(DONE)) {
            return new OrphanedQueue(broker, activation)
                .giveUp(Clock.systemUTC(), register, progress::reached);
          }
        });
  }

  private int report(long messages, String what) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("activation", activation)
              .put(dryRun ? "messages" : DONE, messages));
    } else if (messages == 0) {
      out.println("No message waits for activation " + activation + ". See: sealpost status");
    } else {
      out.printf("%s %s.%n", Plural.of(messages, "message"), what);
    }
    out.flush();
    return messages == 0 ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
