package io.sealpost.cli;

import io.sealpost.configuration.NearestName;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For those who look for it here rather than under {@code --help}. */
@Command(
    name = "help",
    header = "Print the help of a command, as its option --help does.",
    footer = {"  sealpost help", "  sealpost help dead replay"})
final class HelpCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command. Default: sealpost itself.")
  private List<String> path = List.of();

  @Override
  public void run() {
    CommandLine command = spec.root().commandLine();
    for (String name : path) {
      CommandLine sub = command.getSubcommands().get(name);
      if (sub == null) {
        throw CommandException.unusable(unknown(command, name), null);
      }
      command = sub;
    }
    command.usage(spec.commandLine().getOut());
  }

  private static String unknown(CommandLine command, String name) {
    String what = "There is no command " + command.getCommandSpec().qualifiedName() + " " + name;
    return command.getSubcommands().isEmpty()
        ? what
        : what + ": " + NearestName.suggestion(name, command.getSubcommands().keySet());
  }
}
