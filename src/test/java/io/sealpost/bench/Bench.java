package io.sealpost.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bench/run SCENARIO}. A scenario more is a subcommand more. */
@Command(
    name = "bench/run",
    description = "Measures Sealpost. Prints one table and writes a JSON file.",
    subcommands = {AttemptLogBench.class},
    mixinStandardHelpOptions = true)
final class Bench {
  private Bench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }
}
