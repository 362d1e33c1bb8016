package io.sealpost.fault;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** System calls of a running process that fail, until this is closed or the process ends. */
final class FailingCalls implements Closeable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Of a disk that is broken, whatever is to be forced onto it. */
  private static final String SYNC = "fsync,fdatasync,msync,sync_file_range";

  private static final String WRITE = "write,writev,pwrite64,pwritev,fallocate,ftruncate";

  private final Process strace;
  private final Path failed;

  private FailingCalls(Process strace, Path failed) {
    this.strace = strace;
    this.failed = failed;
  }

  /** No force of any file comes to its end: EIO. */
  static FailingCalls sync(ChildProcess victim, Path folder) throws InterruptedException {
    return inject(victim, folder, SYNC, "EIO", List.of());
  }

  /** No write to the files that lie there comes to its end: ENOSPC, though there is room. */
  static FailingCalls writes(ChildProcess victim, Path folder, Path files)
      throws IOException, InterruptedException {
    try (Stream<Path> all = Files.list(files)) {
      return inject(victim, folder, WRITE, "ENOSPC", all.toList());
    }
  }

  private static FailingCalls inject(
      ChildProcess victim, Path folder, String calls, String error, List<Path> files)
      throws InterruptedException {
    Program.require("strace", "-V");
    Path said = folder.resolve("strace.log");
    Path failed = folder.resolve("strace.calls");
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-p"));
    command.add(Long.toString(victim.pid()));
    command.addAll(List.of("-o", failed.toString()));
    files.forEach(file -> command.addAll(List.of("-P", file.toAbsolutePath().toString())));
    command.addAll(List.of("-e", "trace=" + calls, "-e", "inject=" + calls + ":error=" + error));
    try {
      Process strace =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      await()
          .atMost(LIMIT)
          .until(() -> !strace.isAlive() || Files.readString(said).contains(" attached"));
      if (!strace.isAlive()) {
        throw new TestAbortedException("not possible here: " + Files.readString(said).strip());
      }
      return new FailingCalls(strace, failed);
    } catch (IOException e) {
      throw new TestAbortedException("not possible here: " + e.getMessage(), e);
    }
  }

  /** Whether one did. */
  boolean haveFailed() throws IOException {
    return Files.readString(failed).contains("INJECTED");
  }

  /** Lets the process go on, where it is still there. */
  @Override
  public void close() {
    strace.destroy();
    strace.onExit().join();
  }
}
