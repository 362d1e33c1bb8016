package io.sealpost.attemptlog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that H2 was making when its disk was full or its process was killed. H2 opens an empty
 * one, and never again one that ends within its header.
 */
final class TornHeader {
  /** Of MVStore's file format: two copies of one block. All else comes behind it. */
  private static final long HEADER_BYTES = 2 * 4096;

  private static final Logger LOG = LoggerFactory.getLogger("io.sealpost.attemptlog");

  private TornHeader() {}

  /** Empties the file if it is torn; there was nothing in it. */
  static void drop(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !isTorn(Files.size(file))) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null && isTorn(channel.size())) {
        channel.truncate(0);
        LOG.info("{} ended within its header; it is made anew", file);
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("H2 has {} open, and writes its header", file, e);
    }
  }

  private static boolean isTorn(long bytes) {
    return bytes > 0 && bytes < HEADER_BYTES;
  }
}
