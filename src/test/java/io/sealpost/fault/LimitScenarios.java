package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.fault.Reply.End;
import java.nio.file.Path;
import java.util.List;

/** Little memory, and few files. */
final class LimitScenarios {
  private static final String OUT_OF_MEMORY = "OutOfMemoryError";

  private static final String FILES = "256";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "backlog",
              "The receiver is down until all is sent (--messages 100000), on a heap of 256 MB.",
              WorldSettings.EMBEDDED.environment("SEALPOST_JAVA_OPTS", "-Xmx256m"),
              LimitScenarios::backlog),
          Scenario.of(
              "few-files",
              "Sealpost may have no more than 256 files open.",
              WorldSettings.EMBEDDED.on(LimitScenarios::fewFiles),
              (world, effort) -> world.produce(Math.min(effort.messages(), 1_000))));

  private LimitScenarios() {}

  /** Down: it closes each connection without an answer. */
  private static void backlog(World world, Effort effort) throws Exception {
    world.receiver().follow(Script.always(Reply.none(End.CLOSE)));
    world.produce(effort.messages());
    world.until("all is sent", world::hasProduced);
    world.receiver().follow(Script.OK);
    world.untilQuiet();
    assertThat(world.sealpost().log()).doesNotContain(OUT_OF_MEMORY);
  }

  private static Device fewFiles(Path folder) throws InterruptedException {
    Program.require("prlimit", "--version");
    return new Device() {
      @Override
      public List<String> launcher() {
        return List.of("prlimit", "--nofile=" + FILES, "--");
      }
    };
  }
}
