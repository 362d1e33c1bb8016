package io.sealpost.attemptlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** H2's files on a disk that can be full: {@code jdbc:h2:limited:/path}. */
public final class LimitedDisk extends FilePathWrapper {
  private static final AtomicBoolean FULL = new AtomicBoolean();

  /** Bytes that a file may have. */
  private static final AtomicLong ROOM = new AtomicLong();

  static void mount() {
    FULL.set(false);
    room(Long.MAX_VALUE);
    FilePath.register(new LimitedDisk());
  }

  static void full(boolean full) {
    FULL.set(full);
  }

  static void room(long bytes) {
    ROOM.set(bytes);
  }

  @Override
  public String getScheme() {
    return "limited";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Limited(super.open(mode));
  }

  private static final class Limited extends FileBase {
    private final FileChannel file;

    Limited(FileChannel file) {
      this.file = file;
    }

    private static void requireSpace() throws IOException {
      if (FULL.get()) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      requireSpace();
      return file.write(source);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      requireSpace();
      if (position + source.remaining() > ROOM.get()) {
        int fits = (int) Math.max(0, ROOM.get() - position);
        file.write(source.duplicate().limit(source.position() + fits), position);
        throw new IOException("No space left on device");
      }
      return file.write(source, position);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return file.read(target);
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public FileChannel position(long next) throws IOException {
      file.position(next);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      file.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      requireSpace();
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
