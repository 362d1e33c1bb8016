package io.sealpost.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.QueueDepth;
import io.sealpost.broker.Queues;
import jakarta.jms.JMSException;

/** The end of a run: faults end, everything comes to rest, and what is left is counted. */
final class Settling {
  /** Empty in a row so often: a message on its way from one queue to the next is in neither. */
  private static final int LOOKS = 3;

  /** What a JVM ends with on SIGTERM. */
  private static final int TERMINATED = 128 + 15;

  private Settling() {}

  /** Closes the world. A run that does not come to rest is an AssertionError. */
  static Verdict settle(World world, Expected expected) throws Exception {
    try (world) {
      world.heal();
      world.until("all is sent", world::hasProduced);
      int[] quiet = new int[1];
      world.until(
          "the queues are empty",
          () -> {
            quiet[0] = isQuiet(world, expected) ? quiet[0] + 1 : 0;
            return quiet[0] >= LOOKS;
          });
      world.ledger().append(ServedLog.read(world.apiPort(), world.data()));
      stop(world);
      world.ledger().append(FinalQueues.read(world.brokerFolder(), World.CREDENTIALS));
    }
    return Verdict.of(Ledger.read(world.ledgerFile()), expected);
  }

  /** Nothing is where it should not stay. */
  private static boolean isQuiet(World world, Expected expected) throws JMSException {
    return world.depths().stream()
        .filter(queue -> !queue.queue().equals(Queues.DEAD))
        .filter(queue -> !expected.pending() || !queue.queue().startsWith(Queues.DELIVERY_PREFIX))
        .mapToLong(QueueDepth::messages)
        .allMatch(messages -> messages == 0);
  }

  /** Sealpost as an operator stops it; another broker as if power failed. */
  private static void stop(World world) throws InterruptedException {
    assertThat(world.sealpost().terminate()).as("exit code at SIGTERM").isEqualTo(TERMINATED);
    if (world.broker().isAlive()) {
      world.kill(world.broker(), 0);
    }
  }
}
