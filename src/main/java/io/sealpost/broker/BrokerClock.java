package io.sealpost.broker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The broker's time of day, by which it gives back what it keeps for later: what it said last, and
 * how much time has passed since. This machine's own clock may be another, and may jump. Until the
 * broker was heard it is taken for the broker's. Thread-safe.
 */
public final class BrokerClock {
  /** What nobody minds. Exactly so much is no step yet; a millisecond more is. */
  static final Duration TOLERANCE = Duration.ofSeconds(1);

  private static final long TOLERANCE_MILLIS = TOLERANCE.toMillis();

  private final LongSupplier wallMillis;
  private final LongSupplier nanoTime;
  private volatile @Nullable Heard heard;

  /**
   * @param aheadOfWall milliseconds from this machine's time of day to the broker's
   * @param aheadOfNanos milliseconds from what measures time here to the broker's time of day
   * @param setBack the last time that it was; null if never
   */
  private record Heard(long aheadOfWall, long aheadOfNanos, @Nullable SetBack setBack) {}

  /**
   * @param wallMillis as {@link System#currentTimeMillis}
   * @param nanoTime as {@link System#nanoTime}
   */
  BrokerClock(LongSupplier wallMillis, LongSupplier nanoTime) {
    this.wallMillis = wallMillis;
    this.nanoTime = nanoTime;
  }

  /** Not heard yet. */
  public static BrokerClock unheard() {
    return new BrokerClock(System::currentTimeMillis, System::nanoTime);
  }

  /**
   * Its time, in milliseconds since 1970. Of what this machine's clocks say the later: a retry that
   * is scheduled by it comes a little late rather than too early, and what was wrong is found when
   * the broker is heard next.
   */
  long millis() {
    Heard last = heard;
    return last == null
        ? wallMillis.getAsLong()
        : Math.max(wallMillis.getAsLong() + last.aheadOfWall, nanoMillis() + last.aheadOfNanos);
  }

  /**
   * The broker has said what time it is.
   *
   * @param askedAtNanos when it was asked: it may have said it at any moment since
   * @return how far it was set back since it was heard before; zero if it was not
   */
  synchronized Duration heard(long brokerMillis, long askedAtNanos) {
    // Rounded up.
    long underWay = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - askedAtNanos) + 1;
    long latest = brokerMillis + underWay;
    long now = Math.max(brokerMillis, Math.min(millis(), latest));
    Heard last = heard;
    long back = last == null ? 0 : nanoMillis() + last.aheadOfNanos - latest;
    SetBack setBack =
        back > TOLERANCE_MILLIS ? new SetBack(now, back) : last == null ? null : last.setBack;
    heard = new Heard(now - wallMillis.getAsLong(), now - nanoMillis(), setBack);
    return Duration.ofMillis(back > TOLERANCE_MILLIS ? back : 0);
  }

  /** The last time that it was set back; null if it never was while it was listened to. */
  @Nullable SetBack setBack() {
    Heard last = heard;
    return last == null ? null : last.setBack;
  }

  /**
   * What is left until its moment of a message that came before it, because what was scheduled by
   * another clock is released. Never too little: where it cannot be known how much of its delay is
   * over, it has all of it before it again.
   *
   * @param scheduledAt in milliseconds, by this clock as it was then
   * @param due likewise
   */
  Duration left(long scheduledAt, long due) {
    Heard last = heard;
    if (last == null) {
      return Duration.ZERO;
    }
    long now = millis();
    SetBack back = last.setBack;
    long moment;
    if (back != null && back.isBefore(scheduledAt, now)) {
      moment = due - back.byMillis();
    } else if (isAhead(scheduledAt, now)) {
      moment = now + (due - scheduledAt);
    } else {
      return Duration.ZERO;
    }
    return Duration.ofMillis(Math.max(0, moment - now));
  }

  private static boolean isAhead(long scheduledAt, long now) {
    return scheduledAt > now + TOLERANCE_MILLIS;
  }

  private long nanoMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
  }

  /**
   * @param atMillis when it was noticed, by the clock as it is since
   * @param byMillis how far
   */
  record SetBack(long atMillis, long byMillis) {
    /**
     * Whoever else schedules on that broker may have noticed so much earlier or later. What was
     * scheduled in that time of day is not known to be of before or after, and stays as it is.
     */
    private static final long UNCERTAIN_MILLIS = 15_000;

    /** What was scheduled earlier than that was scheduled before. */
    long certainlyBefore() {
      return atMillis - UNCERTAIN_MILLIS;
    }

    private boolean isBefore(long scheduledAt, long now) {
      return scheduledAt < certainlyBefore()
          || (isAhead(scheduledAt, now) && scheduledAt <= atMillis + byMillis + TOLERANCE_MILLIS);
    }
  }
}
