package io.sealpost.cli;

import io.sealpost.configuration.NearestName;
import io.sealpost.receiver.TerminalText;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What an error looks like: a line that says what to do, and an exit code. */
final class Errors {
  private Errors() {}

  static int wrongUsage(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    print(command, error.getMessage());
    err.println(
        nearest(error)
            .map(name -> "Did you mean: " + name + "?")
            .orElse("Try: " + command.getCommandSpec().qualifiedName() + " --help"));
    err.flush();
    return ExitCode.USAGE;
  }

  /** Not picocli's own suggestions: those compare letters that lie side by side, rnu is no run. */
  private static Optional<String> nearest(ParameterException error) {
    if (!(error instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    CommandLine command = error.getCommandLine();
    String typed = unmatched.getUnmatched().get(0);
    return unmatched.isUnknownOption()
        ? NearestName.of(typed.split("=", 2)[0], command.getCommandSpec().optionsMap().keySet())
        : NearestName.of(typed, command.getSubcommands().keySet())
            .map(name -> command.getCommandSpec().qualifiedName() + " " + name);
  }

  static int failed(Exception error, CommandLine command, ParseResult parsed) {
    int exitCode;
    if (error instanceof CommandException expected) {
      print(command, expected.getMessage());
      exitCode = expected.exitCode();
    } else {
      print(command, "Unexpected " + error + " (--debug shows where)");
      exitCode = ExitCode.SOFTWARE;
    }
    if (root(command).debug()) {
      error.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return exitCode;
  }

  private static void print(CommandLine command, String message) {
    // Not errorText(message): a message may hold picocli's own markup.
    command.getErr().println("sealpost: " + TerminalText.lines(message));
  }

  private static SealpostCommand root(CommandLine command) {
    return (SealpostCommand) command.getCommandSpec().root().userObject();
  }
}
