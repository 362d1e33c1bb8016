package io.sealpost.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A disk of its own under a folder, that something else can fill. */
final class SmallDisk implements Device {
  private static final int MEGABYTE = 1024 * 1024;

  /** A disk gives out no less. */
  private static final int BLOCK = 4096;

  private static final int MOST_LOOKS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(SmallDisk.class);

  private final Path mounted;

  private SmallDisk(Path mounted) {
    this.mounted = mounted;
  }

  /**
   * In memory: what is written is there until the end of the world.
   *
   * @param below the folder of a world
   */
  static Device.Kind under(String below, int megabytes) {
    return folder -> {
      Path point = Files.createDirectories(folder.resolve(below));
      Program.require(
          "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", point.toString());
      return new SmallDisk(point);
    };
  }

  /** Something else takes all but so much. */
  void leave(int megabytes) throws IOException {
    giveBack();
    long bytes = Files.getFileStore(mounted).getUsableSpace() - (long) megabytes * MEGABYTE;
    try (OutputStream other = Files.newOutputStream(other())) {
      byte[] piece = new byte[MEGABYTE];
      for (long left = bytes; left > 0; left -= piece.length) {
        other.write(piece, 0, (int) Math.min(left, piece.length));
      }
    }
  }

  /** Something else takes all there is, whatever is freed meanwhile. */
  void fill() throws IOException {
    leave(1);
    IOException full = takeWhatIsThere();
    // What is given back between a write that failed and this look at the disk is taken, too.
    for (int look = 0; Files.getFileStore(mounted).getUsableSpace() >= BLOCK; look++) {
      if (look == MOST_LOOKS) {
        throw new IOException(mounted + " does not become full", full);
      }
      full = takeWhatIsThere();
    }
    LOG.debug("{} is full", mounted, full);
  }

  private IOException takeWhatIsThere() {
    try (OutputStream other = Files.newOutputStream(other(), StandardOpenOption.APPEND)) {
      byte[] piece = new byte[BLOCK];
      while (true) {
        other.write(piece);
      }
    } catch (IOException full) {
      return full;
    }
  }

  /** What else was there, goes. */
  void giveBack() throws IOException {
    Files.deleteIfExists(other());
  }

  private Path other() {
    return mounted.resolve("something-else");
  }

  @Override
  public void close() throws IOException {
    try {
      Program.run("umount", mounted.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted before " + mounted + " was unmounted", e);
    }
  }
}
