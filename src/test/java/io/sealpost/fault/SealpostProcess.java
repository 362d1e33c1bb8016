package io.sealpost.fault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged product in a process of its own: {@code ./sealpost run}, which becomes its JVM. */
final class SealpostProcess extends ChildProcess {
  /**
   * Starts nothing yet.
   *
   * @param folder with {@code config} and, from the first start on, {@code data}
   * @param environment its settings; without a port there is no management API
   */
  SealpostProcess(Path folder, Map<String, String> environment) {
    this(folder, environment, List.of());
  }

  /**
   * @param launcher a program and its arguments, that becomes the one behind them
   */
  SealpostProcess(Path folder, Map<String, String> environment, List<String> launcher) {
    super(
        folder.resolve("sealpost.log"),
        environment(environment),
        command(folder, launcher),
        " serves ");
  }

  private static List<String> command(Path folder, List<String> launcher) {
    Path home = Path.of("").toAbsolutePath();
    List<String> command = new ArrayList<>(launcher);
    command.addAll(
        List.of(
            home.resolve("sealpost").toString(),
            "run",
            "--config=" + folder.resolve("config"),
            "--data=" + folder.resolve("data"),
            "--routes=" + home.resolve("routes")));
    return command;
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
