package io.sealpost.delivery;

import io.sealpost.connection.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The places among a connection's calls: at most {@link Connection#concurrency()} are taken at
 * once. First come, first served. Thread-safe.
 */
final class Places {
  private final Map<String, Limit> limits = new ConcurrentHashMap<>();

  /**
   * Waits for a free place.
   *
   * @return gives the place back; to be run exactly once
   * @throws InterruptedException when waiting ended because the process stops
   */
  Runnable take(Connection connection) throws InterruptedException {
    Semaphore semaphore = semaphore(connection);
    semaphore.acquire();
    return semaphore::release;
  }

  private Semaphore semaphore(Connection connection) {
    // A changed limit starts with new places; calls under way keep those of the old limit.
    return limits.compute(
            connection.name(),
            (name, limit) ->
                limit != null && limit.size == connection.concurrency()
                    ? limit
                    : new Limit(
                        connection.concurrency(), new Semaphore(connection.concurrency(), true)))
        .places;
  }

  private record Limit(int size, Semaphore places) {}
}
