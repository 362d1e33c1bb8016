package io.sealpost.fault;

import io.sealpost.broker.Queues;
import io.sealpost.fault.LedgerEntry.Fault;
import io.sealpost.fault.LedgerEntry.Seen;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Messages on their way while something is done to a world. */
final class Load {
  static final String QUEUE = Queues.delivery(Producer.ACTIVATION);

  /** Of the receiver: slow enough that a load lasts. */
  private static final Script LASTING = Script.always(Reply.OK.after(Duration.ofMillis(50)));

  private static final int MESSAGES = 200;
  private static final int ENOUGH = 2 * WorldSettings.IN_FLIGHT;

  private Load() {}

  /** Something done to a world. */
  @FunctionalInterface
  interface Act {
    void on(World world) throws Exception;
  }

  /** Waits until connections are made and requests come on all of them. */
  static void begin(World world) {
    int before = world.ledger().count(Seen.class);
    world.receiver().follow(LASTING);
    world.produce(MESSAGES);
    world.until("there is load", () -> world.ledger().count(Seen.class) >= before + ENOUGH);
  }

  /**
   * A fault in the midst of a load, for some time; messages still wait at its end.
   *
   * @param loses whether answers or commits get lost with it; then every request may come again
   *     that was under way when it began, or came meanwhile
   */
  static void suffer(World world, String fault, boolean loses, Duration time, Act begin, Act end)
      throws Exception {
    begin(world);
    int before = world.ledger().count(Seen.class);
    begin.on(world);
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
    world.until("messages wait", () -> world.queues().named(QUEUE).messages() > 0);
    end.on(world);
    int during = world.ledger().count(Seen.class) - before;
    world.ledger().append(new Fault(fault, loses ? WorldSettings.IN_FLIGHT + during : 0));
    world.heal();
  }

  /** Waits until Sealpost's log says of some call that it failed so. */
  static void untilFailed(World world, String reason) {
    world.until("calls fail with " + reason, () -> world.sealpost().log().contains(reason));
  }
}
