package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealpost.deadletter.DeadFilter;
import io.sealpost.deadletter.DeadQueue;
import io.sealpost.deadletter.DeadQueue.Outcome;
import jakarta.jms.JMSException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** What replay and purge have in common: messages leave the dead queue. */
final class DeadMoving {
  private final String done;
  private final CommandSpec spec;
  private final OutputFormat format;

  /**
   * @param done what is said of a message afterwards, e.g. {@code replayed}
   */
  DeadMoving(String done, CommandSpec spec, OutputFormat format) {
    this.done = done;
    this.spec = spec;
    this.format = format;
  }

  /** {@link DeadQueue#replay} or {@link DeadQueue#purge}. */
  @FunctionalInterface
  interface Move {
    Outcome apply(DeadFilter filter, DeadQueue.Progress progress) throws JMSException;
  }

  /** Nobody means all by saying nothing. */
  void checkNamed(@Nullable String id, DeadSelection selection, boolean all) {
    boolean named = id != null || !selection.isEmpty();
    if (named == all) {
      throw CommandException.unusable(
          all
              ? "--all goes without an ID and other options."
              : "Name an ID, or which by --activation, --reason, --since, --until or --all.",
          null);
    }
  }

  Outcome run(Move move, DeadFilter filter) throws JMSException {
    try (Progress progress = new Progress(done)) {
      return move.apply(filter, progress::reached);
    }
  }

  /** Prints what was done; the exit code is 1 if that was nothing. */
  int report(Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("matched", outcome.matched())
              .put(done, outcome.moved()));
    } else if (outcome.matched() == 0) {
      out.println("No dead message is meant by that. See: sealpost dead list");
    } else {
      out.printf("%d %s.%n", outcome.moved(), done);
      if (outcome.moved() < outcome.matched()) {
        out.printf("%d had been taken by somebody else.%n", outcome.matched() - outcome.moved());
      }
    }
    out.flush();
    return outcome.moved() == 0 ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
