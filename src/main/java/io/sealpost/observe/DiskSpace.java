package io.sealpost.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Room on the disk of the data folder, for messages and the attempt log. */
final class DiskSpace {
  private static final long MB = 1024 * 1024;

  private final Probe<Long> free;
  private final long least;
  private final long brokersLeast;

  /**
   * @param free bytes that may still be written
   * @param least bytes that are still healthy
   * @param brokersLeast bytes below which the embedded broker takes no messages; 0 without one
   */
  DiskSpace(Probe<Long> free, long least, long brokersLeast) {
    this.free = free;
    this.least = least;
    this.brokersLeast = brokersLeast;
  }

  /**
   * Bytes that may be written below a folder; with a broker and a database elsewhere there is none.
   */
  static long free(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace();
  }

  Optional<Long> freeBytes() {
    return free.ask();
  }

  Health health() {
    Optional<Long> bytes = freeBytes();
    if (bytes.isEmpty()) {
      return Health.down(
          "disk-space", "The disk of the data folder does not answer. See whether it is mounted");
    }
    // Exactly at a limit is still enough.
    if (bytes.get() < brokersLeast) {
      return Health.down(
          "disk-space",
          left(bytes.get())
              + "The embedded broker takes no messages with less than "
              + brokersLeast / MB
              + " MB: producers wait. Free some space");
    }
    if (bytes.get() < least) {
      return Health.down(
          "disk-space",
          left(bytes.get())
              + "sealpost.health.minFreeDisk is "
              + least / MB
              + " MB. Free some space before the broker stops taking messages");
    }
    return Health.up();
  }

  private static String left(long bytes) {
    return "Only " + bytes / MB + " MB are free on the disk of the data folder. ";
  }
}
