package io.sealpost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code sealpost} in a folder of its own, with a Java and a Maven that only tell. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
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

  @TempDir private Path folder;
  private Path home;
  private Path tools;
  private Path builds;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void install() throws IOException {
    home = Files.createDirectories(folder.resolve("the home"));
    Files.copy(Path.of("sealpost"), home.resolve("sealpost"));
    tools = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      executable(tools.resolve(tool), "#!/bin/sh\nexec " + located(tool) + " \"$@\"\n");
    }
    executable(tools.resolve("mvn"), MAVEN);
    Path java = Files.createDirectories(folder.resolve("jdk/bin"));
    executable(java.resolve("java"), JAVA);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
    builds = folder.resolve("builds");
    environment.put("PATH", tools.toString());
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("BUILDS", builds.toString());
  }

  @Test
  void theFirstStartBuildsAndTheNextDoesNot() throws Exception {
    sourceTree();

    Run first = sealpost("check");
    Run second = sealpost("check");

    assertThat(first.err()).isEqualTo("building Sealpost, once; takes a minute …\n");
    assertThat(second.err()).isEmpty();
    assertThat(builds).hasContent("built in " + home + "\n");
    assertThat(first.out()).endsWith("<io.sealpost.cli.Main>\n<check>\n");
    assertThat(second.out()).isEqualTo(first.out());
  }

  @Test
  void aChangedSourceIsBuiltAgainUnlessToldNotTo() throws Exception {
    sourceTree();
    sealpost("check");
    Path source = home.resolve("src/main/java/A.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));

    environment.put("SEALPOST_BUILD", "never");
    sealpost("check");
    assertThat(Files.readAllLines(builds)).hasSize(1);

    environment.remove("SEALPOST_BUILD");
    sealpost("check");
    assertThat(Files.readAllLines(builds)).hasSize(2);
  }

  @Test
  void startsAtTheSameTimeBuildOnce() throws Exception {
    sourceTree();
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(start(home, List.of("./sealpost", "check")));
    }

    for (Process start : starts) {
      assertThat(start.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(start.exitValue()).isZero();
    }
    assertThat(Files.readAllLines(builds)).hasSize(1);
    assertThat(home.resolve("target/.building")).doesNotExist();
  }

  @Test
  void theLockOfAKilledBuildDoesNotHoldUpTheNext() throws Exception {
    sourceTree();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path lock = Files.createDirectories(home.resolve("target/.building"));
    Files.writeString(lock.resolve("owner"), ended.pid() + "\n");

    assertThat(sealpost("check").exitCode()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void aFailedBuildStartsNothing() throws Exception {
    sourceTree();
    environment.put("MAVEN_FAILS", "yes");

    Run run = sealpost("check");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("the build failed");
    assertThat(home.resolve("target/.building")).doesNotExist();
  }

  @Test
  void standardInputIsTheCommandsOwnAlsoWhenItBuilds() throws Exception {
    sourceTree();
    executable(folder.resolve("jdk/bin/java"), "#!/bin/sh\ncat\n");
    Process process = start(home, List.of("./sealpost", "send", "welcome"));
    try (var in = process.outputWriter()) {
      in.write("{\"user_id\": 7}");
    }

    Run run = Run.of(process);

    assertThat(run.out()).isEqualTo("{\"user_id\": 7}");
    assertThat(run.err()).doesNotContain("user_id");
  }

  @Test
  void aDistributionJustRuns() throws Exception {
    distribution();
    Files.delete(tools.resolve("mvn"));

    Run run = sealpost("status", "--json");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("<" + home + "/lib/sealpost-1.jar:" + home + "/lib/*>\n")
        .contains("<-Dsealpost.home=" + home + ">\n")
        .contains("<-Djdk.serialFilter=!*>\n")
        .endsWith("<status>\n<--json>\n");
  }

  @Test
  void itWorksFromAnywhereThroughAnyNumberOfLinks() throws Exception {
    distribution();
    Path direct = Files.createSymbolicLink(folder.resolve("direct"), home.resolve("sealpost"));
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    Files.createSymbolicLink(elsewhere.resolve("linked"), Path.of("..", "direct"));
    Files.createSymbolicLink(tools.resolve("sealpost"), direct);

    for (String name : List.of("./linked", direct.toString(), "sealpost")) {
      Run run = Run.of(start(elsewhere, List.of("sh", "-c", name + " \"$@\"", "sh", "a b", "*")));

      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains("<-Dsealpost.home=" + home + ">").endsWith("<a b>\n<*>\n");
    }
  }

  @Test
  void theExitCodeIsTheCommandsOwn() throws Exception {
    distribution();
    environment.put("JAVA_EXITS", "1");

    assertThat(sealpost("verify").exitCode()).isEqualTo(1);
  }

  @Test
  void whatRunsForLongIsCompiledFullyAndTheRestStartsQuickly() throws Exception {
    distribution();

    assertThat(sealpost("--debug", "run").out())
        .contains("<-XX:+UseG1GC>", "<-XX:+ExitOnOutOfMemoryError>")
        .doesNotContain("TieredStopAtLevel");
    assertThat(sealpost("dead", "list").out())
        .contains("<-XX:+UseSerialGC>", "<-XX:TieredStopAtLevel=1>");
  }

  @Test
  void theOperatorsOptionsComeLastAndTheirCollectorWins() throws Exception {
    distribution();
    environment.put("JAVA_OPTS", "-Xmx1g -Da=1");
    environment.put("SEALPOST_JAVA_OPTS", "-Da=2 -XX:+UseZGC");

    assertThat(sealpost("run").out())
        .contains("<-Xmx1g>\n<-Da=1>\n<-Da=2>\n<-XX:+UseZGC>\n<-cp>")
        .doesNotContain("UseG1GC");
  }

  @Test
  void theArchiveIsMadeOnceForEachJava() throws Exception {
    distribution();

    sealpost("check");
    FileTime made = Files.getLastModifiedTime(home.resolve("lib/sealpost-17.0.15.jsa"));
    Run second = sealpost("check");

    assertThat(second.out())
        .contains("<-XX:SharedArchiveFile=" + home + "/lib/sealpost-17.0.15.jsa>");
    assertThat(Files.getLastModifiedTime(home.resolve("lib/sealpost-17.0.15.jsa"))).isEqualTo(made);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
    assertThat(sealpost("check").out()).contains("/lib/sealpost-25.jsa>");
  }

  @Test
  void aJavaThatCannotArchiveRunsAllTheSame() throws Exception {
    distribution();
    executable(
        folder.resolve("jdk/bin/java"),
        "#!/bin/sh\ncase \"$*\" in *ArchiveClassesAtExit*) exit 134 ;; esac\necho ran\n");

    assertThat(sealpost("check").out()).isEqualTo("ran\n");
    assertThat(home.resolve("lib/sealpost-17.0.15.jsa")).isEmptyFile();
  }

  @Test
  void whatIsMissingIsNamedWithTheWayOut() throws Exception {
    sourceTree();
    environment.put("MAVEN_IS", "3.6.3");
    assertThat(sealpost("check").err()).contains("Maven 3.6.3", "3.8 or later");

    Files.delete(tools.resolve("mvn"));
    assertThat(sealpost("check").err()).contains("no mvn on the PATH");

    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
    assertThat(sealpost("check").err()).contains("Java 11.0.2", "17 or later");

    environment.put("JAVA_HOME", "/nowhere");
    assertThat(sealpost("check").err()).contains("/nowhere", "bin/java");

    environment.remove("JAVA_HOME");
    Run run = sealpost("check");
    assertThat(run.err()).contains("no java on the PATH");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private void sourceTree() throws IOException {
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Path source = Files.createDirectories(home.resolve("src/main/java")).resolve("A.java");
    Files.writeString(source, "class A {}");
  }

  private void distribution() throws IOException {
    Files.writeString(
        Files.createDirectories(home.resolve("lib")).resolve("sealpost-1.jar"), "jar");
  }

  private Run sealpost(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("./sealpost"));
    command.addAll(List.of(arguments));
    return Run.of(start(home, command));
  }

  private Process start(Path directory, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private record Run(int exitCode, String out, String err) {
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
