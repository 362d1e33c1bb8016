package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged product in a JVM of its own, started as the launcher does it; its log in a file. */
final class SealpostProcess {
  private final Path folder;
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable Process process;

  SealpostProcess(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
    this.log = folder.resolve("sealpost.log");
  }

  void start() throws IOException {
    Path home = Path.of("").toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djdk.serialFilter=!*",
            // Says of each attempt how it ended.
            "-Dsealpost.log.level=DEBUG",
            "-Dfile.encoding=UTF-8",
            "-Dsealpost.home=" + home,
            "-cp",
            jar(home) + ":" + home.resolve("target/lib") + "/*",
            "io.sealpost.cli.Main",
            "run",
            "--config=" + folder.resolve("config"),
            "--data=" + folder.resolve("data"),
            "--routes=" + home.resolve("routes"));
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().put("SEALPOST_MANAGEMENT_PORT", "0");
    builder.environment().putAll(environment);
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /** SIGKILL: no shutdown hook runs, nothing is flushed. */
  void kill() throws InterruptedException {
    assertThat(process.toHandle().destroyForcibly()).isTrue();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("killed, not ended by itself").isEqualTo(128 + 9);
  }

  /** Returns the exit code of a process that ends by itself. */
  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Whatever state it is in. */
  void end() throws InterruptedException {
    if (process != null && process.isAlive()) {
      process.destroyForcibly().waitFor();
    }
  }

  private static Path jar(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("sealpost-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no target/sealpost-*.jar: mvn package"));
    }
  }
}
