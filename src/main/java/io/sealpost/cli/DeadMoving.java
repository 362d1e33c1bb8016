package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealpost.deadletter.DeadCount;
import io.sealpost.deadletter.DeadFilter;
import io.sealpost.deadletter.DeadQueue;
import io.sealpost.deadletter.DeadQueue.Outcome;
import io.sealpost.deadletter.Pace;
import jakarta.jms.JMSException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What replay and purge have in common: messages leave the dead queue. */
final class DeadMoving {
  @Mixin private Folders folders = new Folders();
  @Mixin private OutputFormat format = new OutputFormat();
  @Mixin private DeadSelection selection = new DeadSelection();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "A delivery id, or a JMSMessageID. Without it, name which by options.")
  private @Nullable String id;

  @Option(names = "--all", description = "All dead messages.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only count them, by activation and reason.")
  private boolean dryRun;

  @Option(
      names = "--rate",
      paramLabel = "N/s",
      converter = PaceConverter.class,
      description = "No faster than that, e.g. 50/s or 30/m.")
  private Pace pace = Pace.unlimited();

  /** {@link DeadQueue#replay} or {@link DeadQueue#purge}. */
  @FunctionalInterface
  interface Move {
    Outcome apply(DeadQueue queue, DeadFilter filter, Pace pace, DeadQueue.Progress progress)
        throws JMSException;
  }

  /**
   * Moves them, or only counts them.
   *
   * @param done what is said of a message afterwards, e.g. {@code replayed}
   */
  int run(String done, Move move) {
    checkNamed();
    BrokerAccess access = new BrokerAccess(folders);
    if (dryRun) {
      return count(access, done);
    }
    return report(
        done,
        access.call(
            broker -> {
              try (Progress progress = new Progress(done)) {
                return move.apply(
                    new DeadQueue(broker), selection.filter(id), pace, progress::reached);
              }
            }));
  }

  Folders folders() {
    return folders;
  }

  /** Neither one message alone nor without effect. */
  boolean isForMany() {
    return id == null && !dryRun;
  }

  /** How many there are now. */
  int matched() {
    checkNamed();
    return DeadCount.total(counts(new BrokerAccess(folders)));
  }

  /** Nobody means all by saying nothing. */
  private void checkNamed() {
    boolean named = id != null || !selection.isEmpty();
    if (named == all) {
      throw CommandException.unusable(
          all
              ? "--all goes without an ID and other options."
              : "Name an ID, or which by --activation, --reason, --status, --attribute, --since,"
                  + " --until or --all.",
          null);
    }
  }

  private List<DeadCount> counts(BrokerAccess access) {
    return access.call(broker -> new DeadQueue(broker).count(selection.filter(id)));
  }

  private int count(BrokerAccess access, String done) {
    List<DeadCount> counts = counts(access);
    ResultTable table = new ResultTable("activation", "reason", "messages");
    counts.forEach(count -> table.add(count.activation(), count.reason(), count.messages()));
    format.print(table, spec);
    int total = DeadCount.total(counts);
    if (!format.isJson()) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%s would be %s.%n", Plural.of(total, "message"), done);
      out.flush();
    }
    return total == 0 ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /** 1 if nothing was done, or if there is more to do. */
  static int exitCode(Outcome outcome) {
    return outcome.moved() == 0 || outcome.notReached() > 0 ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private int report(String done, Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("matched", outcome.matched())
              .put(done, outcome.moved())
              .put("taken", outcome.taken())
              .put("notReached", outcome.notReached()));
    } else if (outcome.matched() == 0) {
      out.println("No dead message is meant by that. See: sealpost dead list");
    } else {
      out.printf("%d %s.%n", outcome.moved(), done);
      if (outcome.taken() > 0) {
        out.printf("%d had been taken by somebody else.%n", outcome.taken());
      }
      if (outcome.notReached() > 0) {
        out.printf("%d were not reached and are still dead: repeat it.%n", outcome.notReached());
      }
    }
    out.flush();
    return exitCode(outcome);
  }
}
