package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.cli.LauncherFolder.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the script {@code sealpost} builds, and what it says where it can't. */
class LauncherBuildTest {
  @TempDir private Path folder;
  private LauncherFolder launcher;

  @BeforeEach
  void install() throws IOException {
    launcher = new LauncherFolder(folder);
  }

  @Test
  void theFirstStartBuildsAndTheNextDoesNot() throws Exception {
    launcher.sourceTree();

    Run first = launcher.sealpost("check");
    Run second = launcher.sealpost("check");

    assertThat(first.err()).isEqualTo("building Sealpost, once; takes a minute …\n");
    assertThat(second.err()).isEmpty();
    assertThat(launcher.builds).hasContent("built in " + launcher.home + "\n");
    assertThat(first.out()).endsWith("<io.sealpost.cli.Main>\n<check>\n");
    assertThat(second.out()).isEqualTo(first.out());
  }

  @Test
  void aChangedSourceIsBuiltAgainUnlessToldNotTo() throws Exception {
    launcher.sourceTree();
    launcher.sealpost("check");
    Path source = launcher.home.resolve("src/main/java/A.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));

    launcher.environment.put("SEALPOST_BUILD", "never");
    launcher.sealpost("check");
    assertThat(Files.readAllLines(launcher.builds)).hasSize(1);

    launcher.environment.remove("SEALPOST_BUILD");
    launcher.sealpost("check");
    assertThat(Files.readAllLines(launcher.builds)).hasSize(2);
  }

  @Test
  void startsAtTheSameTimeBuildOnce() throws Exception {
    launcher.sourceTree();
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(launcher.start(launcher.home, List.of("./sealpost", "check")));
    }

    for (Process start : starts) {
      assertThat(start.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(start.exitValue()).isZero();
    }
    assertThat(Files.readAllLines(launcher.builds)).hasSize(1);
    assertThat(launcher.home.resolve("target/.building")).doesNotExist();
  }

  @Test
  void theLockOfAKilledBuildDoesNotHoldUpTheNext() throws Exception {
    launcher.sourceTree();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path lock = Files.createDirectories(launcher.home.resolve("target/.building"));
    Files.writeString(lock.resolve("owner"), ended.pid() + "\n");

    assertThat(launcher.sealpost("check").exitCode()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void aFailedBuildStartsNothing() throws Exception {
    launcher.sourceTree();
    launcher.environment.put("MAVEN_FAILS", "yes");

    Run run = launcher.sealpost("check");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("the build failed");
    assertThat(launcher.home.resolve("target/.building")).doesNotExist();
  }

  @Test
  void standardInputIsTheCommandsOwnAlsoWhenItBuilds() throws Exception {
    launcher.sourceTree();
    launcher.java("#!/bin/sh\ncat\n");
    Process process = launcher.start(launcher.home, List.of("./sealpost", "send", "welcome"));
    try (var in = process.outputWriter()) {
      in.write("{\"user_id\": 7}");
    }

    Run run = Run.of(process);

    assertThat(run.out()).isEqualTo("{\"user_id\": 7}");
    assertThat(run.err()).doesNotContain("user_id");
  }

  @Test
  void whatIsMissingIsNamedWithTheWayOut() throws Exception {
    launcher.sourceTree();
    launcher.environment.put("MAVEN_IS", "3.6.3");
    assertThat(launcher.sealpost("check").err()).contains("Maven 3.6.3", "3.8 or later");

    Files.delete(launcher.tools.resolve("mvn"));
    assertThat(launcher.sealpost("check").err()).contains("no mvn on the PATH");

    launcher.javaVersion("11.0.2");
    assertThat(launcher.sealpost("check").err()).contains("Java 11.0.2", "17 or later");

    launcher.environment.put("JAVA_HOME", "/nowhere");
    assertThat(launcher.sealpost("check").err()).contains("/nowhere", "bin/java");

    launcher.environment.remove("JAVA_HOME");
    Run run = launcher.sealpost("check");
    assertThat(run.err()).contains("no java on the PATH");
    assertThat(run.exitCode()).isEqualTo(2);
  }
}
