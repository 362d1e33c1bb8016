package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged product in a process of its own: {@code ./sealpost run}, which becomes its JVM. */
public final class SealpostProcess extends ChildProcess {
  private final Path folder;
  private final Map<String, String> environment;

  /**
   * Starts nothing yet.
   *
   * @param folder with {@code config}, {@code routes} where they are not those in the source tree,
   *     and, from the first start on, {@code data}
   * @param environment its settings; without a port there is no management API
   */
  public SealpostProcess(Path folder, Map<String, String> environment) {
    this(folder, environment, List.of());
  }

  /**
   * @param launcher a program and its arguments, that becomes the one behind them
   */
  SealpostProcess(Path folder, Map<String, String> environment, List<String> launcher) {
    super(
        folder.resolve("sealpost.log"),
        environment(environment),
        Stream.concat(launcher.stream(), line(folder, "run").stream()).toList(),
        " serves ");
    this.folder = folder;
    this.environment = environment;
  }

  /** An operator's command, such as {@code dead replay --all}; it has to succeed. */
  void operate(String... command) throws IOException, InterruptedException {
    ChildProcess process =
        new ChildProcess(
            folder.resolve("commands.log"), environment(environment), line(folder, command), "");
    process.start();
    assertThat(process.awaitExit()).as(process.log()).isZero();
  }

  private static List<String> line(Path folder, String... command) {
    List<String> line = new ArrayList<>();
    line.add(home().resolve("sealpost").toString());
    line.addAll(List.of(command));
    line.addAll(
        List.of(
            "--config=" + folder.resolve("config"),
            "--data=" + folder.resolve("data"),
            "--routes=" + routes(folder)));
    return line;
  }

  private static Path routes(Path folder) {
    Path own = folder.resolve("routes");
    return Files.isDirectory(own) ? own : home().resolve("routes");
  }

  private static Path home() {
    return Path.of("").toAbsolutePath();
  }

  private static Map<String, String> environment(Map<String, String> given) {
    Map<String, String> all = new HashMap<>();
    all.put("JAVA_HOME", System.getProperty("java.home"));
    // What is tested is what was packaged.
    all.put("SEALPOST_BUILD", "never");
    // Says of each attempt how it ended.
    all.put("SEALPOST_JAVA_OPTS", "-Dsealpost.log.level=DEBUG");
    all.put("SEALPOST_MANAGEMENT_PORT", "0");
    all.putAll(given);
    return all;
  }
}
