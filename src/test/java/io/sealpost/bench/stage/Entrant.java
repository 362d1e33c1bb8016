package io.sealpost.bench.stage;

import io.sealpost.fault.ChildProcess;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A contender that is about to begin.
 *
 * @param bus with its messages, running
 * @param processes its own, not started yet
 * @param beside what else runs for it
 */
record Entrant(Bus bus, List<ChildProcess> processes, List<Closeable> beside)
    implements AutoCloseable {
  @Override
  public void close() throws IOException {
    processes.forEach(ChildProcess::end);
    bus.close();
    for (Closeable one : beside) {
      one.close();
    }
  }
}
