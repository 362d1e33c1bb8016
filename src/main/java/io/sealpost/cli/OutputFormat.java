package io.sealpost.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a command prints what it found. */
final class OutputFormat {
  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  boolean isJson() {
    return json;
  }

  void print(ResultTable table, CommandSpec command) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      table.printJson(out);
    } else {
      table.printText(out, command.commandLine().getColorScheme());
    }
  }
}
