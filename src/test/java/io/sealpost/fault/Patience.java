package io.sealpost.fault;

import static org.awaitility.Awaitility.await;

import io.sealpost.broker.Queues;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for a world, and says how its queues are where something does not come about. */
final class Patience {
  /** For anything to come about, on a machine that has much else to do. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Empty in a row so often: a message on its way to the next queue may be seen in neither. */
  private static final int LOOKS = 3;

  private final BrokerQueues queues;

  Patience(BrokerQueues queues) {
    this.queues = queues;
  }

  /** That the broker does not answer is no yet. */
  void until(String what, Callable<Boolean> condition) {
    try {
      await()
          .atMost(LIMIT)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .ignoreExceptionsMatching(e -> e instanceof JMSException)
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("Not within " + LIMIT + ": " + what + "; " + queues, e);
    }
  }

  /** Until no message is on its way; the dead queue may have some. */
  void untilQuiet() {
    int[] looks = new int[1];
    until(
        "the queues are empty",
        () -> {
          looks[0] = queues.areEmpty(queue -> !queue.equals(Queues.DEAD)) ? looks[0] + 1 : 0;
          return looks[0] >= LOOKS;
        });
  }
}
