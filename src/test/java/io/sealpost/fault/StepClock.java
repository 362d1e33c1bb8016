package io.sealpost.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/** The wall clock of the Sealpost process, by libfaketime; what measures time goes on. */
final class StepClock implements Device {
  private static final List<String> LIBRARIES =
      List.of(
          "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
          "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
          "/usr/lib64/faketime/libfaketimeMT.so.1",
          "/usr/lib/faketime/libfaketimeMT.so.1");

  private final String library;
  private final Path offset;

  private StepClock(String library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  static Device in(Path folder) throws IOException {
    String library =
        LIBRARIES.stream()
            .filter(file -> Files.exists(Path.of(file)))
            .findFirst()
            .orElseThrow(
                () -> new TestAbortedException("not possible here: libfaketime is not installed"));
    StepClock clock =
        new StepClock(library, Files.createDirectories(folder).resolve("clock").toAbsolutePath());
    clock.step(Duration.ZERO);
    return clock;
  }

  /** So far ahead of the machine's from the next second on. */
  void step(Duration ahead) throws IOException {
    Path next = offset.resolveSibling("clock.next");
    Files.writeString(next, (ahead.isNegative() ? "" : "+") + ahead.toSeconds() + "\n");
    Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library,
        "FAKETIME_TIMESTAMP_FILE", offset.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // Or each wait of the JVM returns at once.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
        "NO_FAKE_STAT", "1");
  }
}
