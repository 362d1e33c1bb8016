package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that can be killed, held and started again; what it prints is added to a file. */
public class ChildProcess {
  private static final int LIMIT_SECONDS = 90;
  private static final int KILLED = 128 + 9;

  private final Path output;
  private final Map<String, String> environment;
  private final List<String> command;
  private final String upAndRunning;
  private @Nullable Process process;
  private long outputAtStart;

  /**
   * Starts nothing yet.
   *
   * @param upAndRunning what it prints when it is
   */
  public ChildProcess(
      Path output, Map<String, String> environment, List<String> command, String upAndRunning) {
    this.output = output;
    this.environment = environment;
    this.command = command;
    this.upAndRunning = upAndRunning;
  }

  /** The command of a main class of the tests, in a JVM of its own. */
  static List<String> java(Class<?> main, List<String> arguments) {
    return java(main, List.of("-Xmx256m"), arguments);
  }

  /**
   * As above.
   *
   * @param options of that JVM
   */
  public static List<String> java(Class<?> main, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Djdk.serialFilter=!*");
    command.add("-Dlogback.configurationFile=bench/logback.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }

  public final void start() throws IOException {
    outputAtStart = Files.exists(output) ? Files.size(output) : 0;
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
  }

  /** Waits until it is up and running. */
  public final void awaitUp() {
    await()
        .atMost(Duration.ofSeconds(LIMIT_SECONDS))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(logSinceStart()).contains(upAndRunning));
  }

  /**
   * Started again after a kill, continued after a pause, and left alone otherwise; up and running
   * when it returns. That it has ended by itself is an AssertionError.
   */
  final void bringBack() throws IOException, InterruptedException {
    if (process != null && process.isAlive()) {
      resume();
      return;
    }
    if (process != null) {
      assertThat(process.exitValue()).as("killed, not ended by itself").isEqualTo(KILLED);
    }
    start();
    awaitUp();
  }

  /** Of the running process. */
  public final long pid() {
    return started().pid();
  }

  public final boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** SIGKILL: no shutdown hook runs, nothing is flushed. */
  final void kill() throws InterruptedException {
    assertThat(started().toHandle().destroyForcibly()).isTrue();
    assertThat(awaitExit()).as("killed, not ended by itself").isEqualTo(KILLED);
  }

  /** SIGTERM; returns the exit code. It may be started again. */
  final int terminate() throws InterruptedException {
    started().destroy();
    int code = awaitExit();
    process = null;
    return code;
  }

  /** SIGSTOP: it does nothing, and its connections stay. */
  final void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  final void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** Returns the exit code of a process that ends by itself. */
  final int awaitExit() throws InterruptedException {
    assertThat(started().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    return started().exitValue();
  }

  /** As {@link #awaitExit}, however long it takes; one that waits by itself. */
  final int awaitEnd() throws InterruptedException {
    return started().waitFor();
  }

  /** What it has printed since the first start. */
  public final String log() throws IOException {
    return Files.exists(output) ? Files.readString(output) : "";
  }

  /** SIGKILL, whatever state it is in. */
  public final void end() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  private String logSinceStart() throws IOException {
    byte[] all = Files.readAllBytes(output);
    int begin = (int) Math.min(outputAtStart, all.length);
    return new String(all, begin, all.length - begin, UTF_8);
  }

  private void signal(String name) throws IOException, InterruptedException {
    long pid = pid();
    Process signal = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(signal.waitFor()).as("kill -%s %s", name, pid).isZero();
  }

  private Process started() {
    return Objects.requireNonNull(process, "not started");
  }
}
