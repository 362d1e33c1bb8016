package io.sealpost.bench;

import io.sealpost.bench.render.RenderingBench;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bench/run SCENARIO}. A {@link Scenario} more, or a subcommand, is one more. */
@Command(
    name = "bench/run",
    description = "Measures Sealpost. Prints one table and writes a JSON file.",
    subcommands = {
      StartBench.class,
      BacklogBench.class,
      MemoryBench.class,
      RenderingBench.class,
      AttemptLogBench.class
    },
    mixinStandardHelpOptions = true)
final class Bench {
  private static final List<Scenario> SCENARIOS =
      List.of(
          new ThroughputScenario(),
          new SlowReceiverScenario(),
          new OnePercentSlowScenario(),
          new LatencyScenario(),
          new DeadEndpointScenario(),
          new ManyActivationsScenario(),
          new TwoInstancesScenario(),
          new SwitchesScenario());

  private Bench() {}

  public static void main(String[] args) {
    // Interrupted, it leaves no broker behind.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    CommandLine line = new CommandLine(new Bench());
    for (Scenario scenario : SCENARIOS) {
      CommandLine command = new CommandLine(new ScenarioBench(scenario));
      command.getCommandSpec().usageMessage().description(scenario.description());
      line.addSubcommand(scenario.name(), command);
    }
    System.exit(line.execute(args));
  }
}
