package io.sealpost.attemptlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.h2.store.fs.Recorder;
import org.h2.store.fs.rec.FilePathRec;

/** What H2's file was behind each write. */
final class RecordedFile implements Recorder {
  private final List<byte[]> states = new ArrayList<>();
  private byte[] file = {};

  private RecordedFile() {}

  /**
   * While the tables of an attempt log are made.
   *
   * @param log of a URL that begins with {@code jdbc:h2:rec:}
   */
  static List<byte[]> whileMaking(DatabaseSettings log) throws AttemptLogException {
    RecordedFile recorded = new RecordedFile();
    FilePathRec.register();
    FilePathRec.setRecorder(recorded);
    try (JdbcAttemptLog made = JdbcAttemptLog.of(log)) {
      made.ping();
      return recorded.statesUntilNow();
    } finally {
      FilePathRec.setRecorder(null);
    }
  }

  @Override
  public synchronized void log(int operation, String name, byte[] data, long position) {
    if (operation == WRITE) {
      int end = Math.toIntExact(position) + data.length;
      byte[] next = Arrays.copyOf(file, Math.max(file.length, end));
      System.arraycopy(data, 0, next, end - data.length, data.length);
      keep(next);
    } else if (operation == TRUNCATE) {
      keep(Arrays.copyOf(file, Math.toIntExact(position)));
    }
  }

  private void keep(byte[] next) {
    if (!Arrays.equals(file, next)) {
      file = next;
      states.add(next);
    }
  }

  private synchronized List<byte[]> statesUntilNow() {
    return List.copyOf(states);
  }
}
