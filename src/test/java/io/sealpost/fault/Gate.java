package io.sealpost.fault;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds up whoever comes, from {@link #shut} until {@link #open}. Thread-safe. */
final class Gate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private boolean shut;
  private long held;

  void shut() {
    lock.lock();
    try {
      shut = true;
      held = 0;
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      shut = false;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How much has come in vain since {@link #shut}. */
  long held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is open. */
  void pass(long amount) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      held += shut ? amount : 0;
      while (shut) {
        opened.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
