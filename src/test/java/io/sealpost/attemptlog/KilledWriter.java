package io.sealpost.attemptlog;

import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.HeldBackException;
import io.sealpost.broker.SharedWork;
import io.sealpost.broker.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A process of its own, to be killed: writes records of attempts into H2's file, and with {@code
 * between} stands still when they are committed there and not yet on the broker.
 */
final class KilledWriter {
  static final String STANDS_STILL = "stands still";

  private KilledWriter() {}

  /**
   * Writes until it is killed.
   *
   * @param arguments the broker's URL, the data folder, and {@code between} or {@code on}
   */
  public static void main(String[] arguments) throws Exception {
    BrokerConnections broker = BrokerConnections.to(arguments[0], TestBroker.CREDENTIALS);
    LoggingRoute.start(
        broker.factory(),
        DatabaseSettings.file(Path.of(arguments[1])),
        batch -> arguments[2].equals("between") ? stoppedBehind(batch) : batch);
    new CountDownLatch(1).await();
  }

  private static SharedWork stoppedBehind(AttemptBatch batch) {
    return new SharedWork() {
      @Override
      public void begin() {
        batch.begin();
      }

      @Override
      public void beforeCommit() throws HeldBackException {
        batch.beforeCommit();
        System.out.println(STANDS_STILL);
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      public Duration interval() {
        return batch.interval();
      }
    };
  }
}
