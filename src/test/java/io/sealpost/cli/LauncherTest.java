package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.cli.LauncherFolder.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the script {@code sealpost} starts what is built. */
class LauncherTest {
  @TempDir private Path folder;
  private LauncherFolder launcher;

  @BeforeEach
  void install() throws IOException {
    launcher = new LauncherFolder(folder);
  }

  @Test
  void aDistributionJustRuns() throws Exception {
    launcher.distribution();
    Files.delete(launcher.tools.resolve("mvn"));

    Run run = launcher.sealpost("status", "--json");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("<" + launcher.home + "/lib/sealpost-1.jar:" + launcher.home + "/lib/*>\n")
        .contains("<-Dsealpost.home=" + launcher.home + ">\n")
        .contains("<-Djdk.serialFilter=!*>\n")
        .endsWith("<status>\n<--json>\n");
  }

  @Test
  void itWorksFromAnywhereThroughAnyNumberOfLinks() throws Exception {
    launcher.distribution();
    Path direct =
        Files.createSymbolicLink(folder.resolve("direct"), launcher.home.resolve("sealpost"));
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    Files.createSymbolicLink(elsewhere.resolve("linked"), Path.of("..", "direct"));
    Files.createSymbolicLink(launcher.tools.resolve("sealpost"), direct);

    for (String name : List.of("./linked", direct.toString(), "sealpost")) {
      Run run =
          Run.of(
              launcher.start(elsewhere, List.of("sh", "-c", name + " \"$@\"", "sh", "a b", "*")));

      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .contains("<-Dsealpost.home=" + launcher.home + ">")
          .endsWith("<a b>\n<*>\n");
    }
  }

  @Test
  void theExitCodeIsTheCommandsOwn() throws Exception {
    launcher.distribution();
    launcher.environment.put("JAVA_EXITS", "1");

    assertThat(launcher.sealpost("verify").exitCode()).isEqualTo(1);
  }

  @Test
  void whatRunsForLongIsCompiledFullyAndTheRestStartsQuickly() throws Exception {
    launcher.distribution();

    assertThat(launcher.sealpost("--debug", "run").out())
        .contains("<-XX:+UseG1GC>", "<-XX:+ExitOnOutOfMemoryError>")
        .doesNotContain("TieredStopAtLevel");
    assertThat(launcher.sealpost("dead", "list").out())
        .contains("<-XX:+UseSerialGC>", "<-XX:TieredStopAtLevel=1>");
  }

  @Test
  void theOperatorsOptionsComeLastAndTheirCollectorWins() throws Exception {
    launcher.distribution();
    launcher.environment.put("JAVA_OPTS", "-Xmx1g -Da=1");
    launcher.environment.put("SEALPOST_JAVA_OPTS", "-Da=2 -XX:+UseZGC");

    assertThat(launcher.sealpost("run").out())
        .contains("<-Xmx1g>\n<-Da=1>\n<-Da=2>\n<-XX:+UseZGC>\n<-cp>")
        .doesNotContain("UseG1GC");
  }

  @Test
  void theArchiveIsMadeOnceForEachJava() throws Exception {
    launcher.distribution();

    launcher.sealpost("check");
    FileTime made = Files.getLastModifiedTime(launcher.home.resolve("lib/sealpost-17.0.15.jsa"));
    Run second = launcher.sealpost("check");

    assertThat(second.out())
        .contains("<-XX:SharedArchiveFile=" + launcher.home + "/lib/sealpost-17.0.15.jsa>");
    assertThat(Files.getLastModifiedTime(launcher.home.resolve("lib/sealpost-17.0.15.jsa")))
        .isEqualTo(made);
    launcher.javaVersion("25");
    assertThat(launcher.sealpost("check").out()).contains("/lib/sealpost-25.jsa>");
  }

  @Test
  void aJavaThatCannotArchiveRunsAllTheSame() throws Exception {
    launcher.distribution();
    launcher.java("#!/bin/sh\ncase \"$*\" in *ArchiveClassesAtExit*) exit 134 ;; esac\necho ran\n");

    assertThat(launcher.sealpost("check").out()).isEqualTo("ran\n");
    assertThat(launcher.home.resolve("lib/sealpost-17.0.15.jsa")).isEmptyFile();
  }
}
