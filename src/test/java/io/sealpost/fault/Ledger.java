package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of entries. {@link #append} returns when its entry is on the disk; threads
 * that append at the same time share one force. Thread-safe.
 */
final class Ledger implements Closeable {
  private final FileChannel file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition forced = lock.newCondition();
  private final Map<Class<? extends LedgerEntry>, Integer> counts = new HashMap<>();
  private StringBuilder waiting = new StringBuilder();
  private long appended;
  private long onDisk;
  private boolean forcing;
  private @Nullable IOException failure;

  private Ledger(FileChannel file) {
    this.file = file;
  }

  /**
   * Begins a new one.
   *
   * @throws IOException if there is one already, too
   */
  static Ledger create(Path file) throws IOException {
    return new Ledger(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * All entries of a file, which may have lost its writer at any moment: a last line without its
   * end is left out.
   *
   * @throws IllegalArgumentException for any other line that is not an entry
   */
  static List<LedgerEntry> read(Path file) throws IOException {
    String text = Files.readString(file);
    List<LedgerEntry> entries = new ArrayList<>();
    int begin = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      entries.add(LedgerLine.read(text.substring(begin, end)));
      begin = end + 1;
    }
    return entries;
  }

  /** Waits for the disk. */
  void append(LedgerEntry entry) {
    append(List.of(entry));
  }

  /** All of them with one force. */
  void append(List<? extends LedgerEntry> entries) {
    lock.lock();
    try {
      for (LedgerEntry entry : entries) {
        waiting.append(LedgerLine.of(entry, System.currentTimeMillis())).append('\n');
        appended++;
      }
      long mine = appended;
      while (onDisk < mine && failure == null) {
        if (forcing) {
          forced.awaitUninterruptibly();
        } else {
          forceForAll();
        }
      }
      if (failure != null) {
        throw new UncheckedIOException("The ledger cannot be written", failure);
      }
      entries.forEach(entry -> counts.merge(entry.getClass(), 1, Integer::sum));
    } finally {
      lock.unlock();
    }
  }

  /** How many entries of that kind are on the disk. */
  int count(Class<? extends LedgerEntry> kind) {
    lock.lock();
    try {
      return counts.getOrDefault(kind, 0);
    } finally {
      lock.unlock();
    }
  }

  /** Called and left with the lock, which others have while the disk works. */
  private void forceForAll() {
    ByteBuffer batch = ByteBuffer.wrap(waiting.toString().getBytes(UTF_8));
    waiting = new StringBuilder();
    long upTo = appended;
    forcing = true;
    lock.unlock();
    IOException failed = null;
    try {
      while (batch.hasRemaining()) {
        file.write(batch);
      }
      file.force(false);
    } catch (IOException e) {
      failed = e;
    } finally {
      lock.lock();
      forcing = false;
      failure = failure == null ? failed : failure;
      onDisk = failed == null ? upTo : onDisk;
      forced.signalAll();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
