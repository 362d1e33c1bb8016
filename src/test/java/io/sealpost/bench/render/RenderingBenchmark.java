package io.sealpost.bench.render;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One request of attributes that have been read already: URL, headers, body, signature. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RenderingBenchmark {
  private Renderer sealpost;
  private Renderer handWritten;
  private Renderer mustache;
  private Renderer camelSimple;

  @Setup
  public void prepare() throws Exception {
    Path folder = Files.createDirectories(Path.of("target/bench/rendering"));
    sealpost = new SealpostTemplates(folder);
    handWritten = new HandWritten();
    mustache = new MustacheTemplates();
    camelSimple = new CamelSimple();
  }

  @Benchmark
  public Object sealpost() throws Exception {
    return sealpost.render();
  }

  @Benchmark
  public Object handWritten() throws Exception {
    return handWritten.render();
  }

  @Benchmark
  public Object mustache() throws Exception {
    return mustache.render();
  }

  @Benchmark
  public Object camelSimple() throws Exception {
    return camelSimple.render();
  }
}
