package io.sealpost.bench.render;

import io.sealpost.bench.BenchReport;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long it takes to render and sign, in JVMs of JMH's own. */
@Command(
    name = "rendering",
    description = "Renders and signs a request: Sealpost, by hand, Mustache, Camel's simple (JMH).",
    mixinStandardHelpOptions = true)
public final class RenderingBench implements Callable<Integer> {
  @Option(names = "--quick", description = "One JVM and few seconds of each.")
  private boolean quick;

  @Option(names = "--json", description = "The file. Default: target/bench/rendering.json.")
  private Path json = Path.of("target/bench/rendering.json");

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("rendering", List.of("µs", "±", "bytes"));
    Map<String, Double> micros = new HashMap<>();
    for (RunResult result : run()) {
      Result<?> time = result.getPrimaryResult();
      Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
      micros.put(time.getLabel(), time.getScore());
      report.line(time.getLabel(), time.getScore(), time.getScoreError(), bytes.getScore());
    }
    double sealpost = micros.get("sealpost");
    report.atMost("sealpost ÷ hand-written", sealpost / micros.get("handWritten"), 2);
    report.atLeast("mustache ÷ sealpost", micros.get("mustache") / sealpost, 2);
    report.atLeast("camel simple ÷ sealpost", micros.get("camelSimple") / sealpost, 2);
    report.write(json);
    return 0;
  }

  private Collection<RunResult> run() throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(RenderingBenchmark.class.getName())
                .forks(quick ? 1 : 3)
                .warmupIterations(quick ? 2 : 5)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(quick ? 3 : 5)
                .measurementTime(TimeValue.seconds(2))
                .addProfiler("gc")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
