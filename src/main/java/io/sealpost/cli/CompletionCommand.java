package io.sealpost.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Completion for interactive shells. */
@Command(
    name = "completion",
    header = "Print a completion script for bash and zsh.",
    footer = {
      "  source <(sealpost completion)",
      "  sealpost completion > /etc/bash_completion.d/sealpost"
    })
final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash("sealpost", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}
