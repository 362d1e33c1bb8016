package io.sealpost.bench.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.bench.rival.BodySignature;
import io.sealpost.bench.stage.SampleMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What {@code bench/run rendering} compares is the same work, and runs. */
class RenderingTest {
  @Test
  void allMakeTheSameSignedRequest(@TempDir Path folder) throws Exception {
    Request expected = new HandWritten().render();
    assertThat(expected.signature())
        .isEqualTo(new BodySignature(Sample.SECRET).of(expected.body()));
    assertThat(new String(expected.body(), StandardCharsets.UTF_8))
        .endsWith("\"properties\":" + SampleMessage.body(Sample.NUMBER) + "}");
    Map<String, Renderer> others =
        Map.of(
            "sealpost", new SealpostTemplates(folder),
            "mustache", new MustacheTemplates(),
            "camel simple", new CamelSimple());
    for (Map.Entry<String, Renderer> other : others.entrySet()) {
      assertThat(other.getValue().render())
          .as(other.getKey())
          .usingRecursiveComparison()
          .isEqualTo(expected);
    }
  }

  @Test
  void jmhRunsEachOnce() throws Exception {
    // Nothing is timed: others on this machine may run theirs.
    System.setProperty("jmh.ignoreLock", "true");
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(RenderingBenchmark.class.getName())
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(1))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    assertThat(results).hasSize(4);
  }
}
