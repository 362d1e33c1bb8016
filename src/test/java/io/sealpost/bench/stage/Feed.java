package io.sealpost.bench.stage;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Producers who are as quick as the contender: for each message that is delivered they add one, so
 * that the same number is always on its way. Whoever lays messages by for himself works on no more
 * than he delivers.
 */
final class Feed implements AutoCloseable {
  private static final int INTERVAL_MILLIS = 20;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> work;

  /** Adds what is missing. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /** Runs it again and again, until it is closed. */
  Feed(Step topUp) {
    work =
        thread.submit(
            () -> {
              while (true) {
                topUp.run();
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
              }
            });
  }

  /** Throws where it has not been able to. */
  void requireRunning() throws IOException, InterruptedException {
    if (work.isDone()) {
      try {
        work.get();
      } catch (ExecutionException e) {
        throw new IOException("No more messages could be added", e.getCause());
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
