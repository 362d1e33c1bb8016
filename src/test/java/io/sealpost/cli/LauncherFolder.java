package io.sealpost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The script {@code sealpost} in a folder of its own, with a Java and a Maven that only tell. */
final class LauncherFolder {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "chmod",
          "dirname",
          "find",
          "head",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "sleep",
          "touch");

  /** Prints its arguments one a line, and ends as the last one says. */
  private static final String JAVA =
      """
      #!/bin/sh
      for a in "$@"; do
        printf '<%s>\\n' "$a"
        case $a in -XX:ArchiveClassesAtExit=*) echo archived >"${a#*=}"; exit 0 ;; esac
      done
      exit "${JAVA_EXITS:-0}"
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      [ "$1" != -v ] || { echo "Apache Maven ${MAVEN_IS:-3.8.7}"; exit 0; }
      echo "built in $(pwd)" >>"$BUILDS"
      cat >&2
      [ -z "${MAVEN_FAILS:-}" ] || exit 1
      mkdir -p target/lib
      sleep 0.3
      echo jar >target/sealpost-1.jar
      """;

  private final Path folder;

  /** Where the script is. */
  final Path home;

  /** All that is on the PATH. */
  final Path tools;

  /** A line for each build. */
  final Path builds;

  final Map<String, String> environment = new TreeMap<>();

  LauncherFolder(Path folder) throws IOException {
    this.folder = folder;
    home = Files.createDirectories(folder.resolve("the home"));
    Files.copy(Path.of("sealpost"), home.resolve("sealpost"));
    tools = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      executable(tools.resolve(tool), "#!/bin/sh\nexec " + located(tool) + " \"$@\"\n");
    }
    executable(tools.resolve("mvn"), MAVEN);
    Path java = Files.createDirectories(folder.resolve("jdk/bin"));
    executable(java.resolve("java"), JAVA);
    javaVersion("17.0.15");
    builds = folder.resolve("builds");
    environment.put("PATH", tools.toString());
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("BUILDS", builds.toString());
  }

  void sourceTree() throws IOException {
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Path source = Files.createDirectories(home.resolve("src/main/java")).resolve("A.java");
    Files.writeString(source, "class A {}");
  }

  void distribution() throws IOException {
    Files.writeString(
        Files.createDirectories(home.resolve("lib")).resolve("sealpost-1.jar"), "jar");
  }

  void java(String script) throws IOException {
    executable(folder.resolve("jdk/bin/java"), script);
  }

  void javaVersion(String version) throws IOException {
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  Run sealpost(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("./sealpost"));
    command.addAll(List.of(arguments));
    return Run.of(start(home, command));
  }

  Process start(Path directory, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  record Run(int exitCode, String out, String err) {
    static Run of(Process process) throws Exception {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Run(process.exitValue(), out, err);
    }
  }

  private static Path located(String tool) {
    return List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool)).stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
