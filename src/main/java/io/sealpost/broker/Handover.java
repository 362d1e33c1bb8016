package io.sealpost.broker;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where a route's last step leaves its {@link Settlement} for the owner of the transaction. One for
 * all routes of a context; bound to the thread that handles the message.
 */
public final class Handover {
  // Not static: two contexts in one JVM share nothing. end() always removes the thread's entry.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Slot> current = new ThreadLocal<>();

  private final BrokerClock clock;
  private final Outages outages = new Outages(System::nanoTime);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private int open;

  public Handover() {
    this(BrokerClock.unheard());
  }

  Handover(BrokerClock clock) {
    this.clock = clock;
  }

  /** Of the one broker that all of them read from. */
  public BrokerClock clock() {
    return clock;
  }

  /** Likewise. */
  Outages outages() {
    return outages;
  }

  /**
   * The first settlement of a message stands: what a step after it does or fails at cannot undo
   * that an endpoint has answered.
   *
   * @return false when the message was settled before
   * @throws IllegalStateException if this thread handles no message
   */
  public boolean settle(Settlement settlement) {
    Slot slot = current.get();
    if (slot == null) {
      throw new IllegalStateException(
          "No message is being handled on thread "
              + Thread.currentThread().getName()
              + ": a route may not leave the thread of its consumer (threads, seda, wireTap), and its"
              + " endpoint needs the option messageListenerContainerFactory");
    }
    if (slot.settlement != null) {
      return false;
    }
    slot.settlement = settlement;
    return true;
  }

  /**
   * Waits until no transaction is open: after the context stopped, before its connections close, so
   * that what an endpoint has already answered is also committed.
   *
   * @return false if one is still open after that time; it will be rolled back
   */
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (open > 0 && left > 0) {
        left = idle.awaitNanos(left);
      }
      return open == 0;
    } finally {
      lock.unlock();
    }
  }

  void transactionOpened() {
    lock.lock();
    try {
      open++;
    } finally {
      lock.unlock();
    }
  }

  void transactionClosed() {
    lock.lock();
    try {
      if (--open == 0) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void begin() {
    current.set(new Slot());
  }

  /** Null if the route handed over nothing. */
  @Nullable Settlement end() {
    Slot slot = current.get();
    current.remove();
    return slot == null ? null : slot.settlement;
  }

  private static final class Slot {
    private @Nullable Settlement settlement;
  }
}
