package io.sealpost.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerClockTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long TOLERANCE = BrokerClock.TOLERANCE.toMillis();

  private final AtomicLong wall = new AtomicLong(1_700_000_000_000L);
  private final AtomicLong nanos = new AtomicLong(-5_000_000);
  private final BrokerClock clock = new BrokerClock(wall::get, nanos::get);

  @Test
  void beforeTheBrokerIsHeardThisMachinesClockCounts() {
    assertThat(clock.millis()).isEqualTo(wall.get());
    wall.addAndGet(-HOUR);
    assertThat(clock.millis()).isEqualTo(wall.get());
    assertThat(clock.left(wall.get() + 2 * HOUR, wall.get() + 3 * HOUR)).isZero();
  }

  @Test
  void itRunsByTheBrokersTimeOnceThatIsHeard() {
    hear(wall.get() - 7 * HOUR);
    pass(1_000);
    assertThat(clock.millis()).isBetween(wall.get() - 7 * HOUR, wall.get() - 7 * HOUR + 1);
  }

  @Test
  void whileThisMachinesClockIsSetBackItGoesOn() {
    hear(wall.get());
    long before = clock.millis();
    wall.addAndGet(-HOUR);
    pass(2_000);
    assertThat(clock.millis()).isEqualTo(before + 2_000);
  }

  @Test
  void thatTheBrokerWasSetBackIsHeardBeyondTheToleranceOnly() {
    hear(wall.get());
    long now = clock.millis();
    assertThat(hear(now - TOLERANCE - 1)).as("exactly, and a rounded millisecond").isZero();
    now = clock.millis();
    assertThat(hear(now - TOLERANCE - 2)).hasMillis(TOLERANCE + 1);
  }

  @Test
  void anAnswerThatIsLongUnderWayIsNoStep() {
    hear(wall.get());
    long asked = nanos.get();
    long said = wall.get();
    pass(9_000);
    assertThat(clock.heard(said, asked)).isZero();
    assertThat(clock.millis()).isEqualTo(wall.get());
  }

  @Test
  void aMachineWhoseOwnClockWentAheadDoesNotTakeTheBrokersForSetBack() {
    hear(wall.get());
    long brokers = wall.get();
    wall.addAndGet(HOUR);
    assertThat(clock.millis()).isEqualTo(wall.get());
    assertThat(hear(brokers)).isZero();
    assertThat(clock.millis()).isBetween(brokers, brokers + 1);
    // What it scheduled meanwhile has its delay before it.
    assertThat(clock.left(brokers + HOUR, brokers + HOUR + 5_000)).hasMillis(5_000);
  }

  @Test
  void whatWasScheduledBeforeTheStepHasLeftWhatItHadLeft() {
    hear(wall.get());
    long scheduledAt = clock.millis();
    pass(3_000);
    stepBack(HOUR);
    assertThat(left(scheduledAt, 10_000)).isBetween(6_990L, 7_000L);
    pass(6_000);
    assertThat(left(scheduledAt, 10_000)).isBetween(990L, 1_000L);
    pass(1_000);
    assertThat(left(scheduledAt, 10_000)).isZero();
  }

  @Test
  void whatWasScheduledLongBeforeASmallStepToo() {
    hear(wall.get());
    long scheduledAt = clock.millis();
    pass(HOUR);
    stepBack(60_000);
    assertThat(left(scheduledAt, 2 * HOUR)).isBetween(HOUR - 10, HOUR);
  }

  @Test
  void whatWasScheduledSinceIsLeftAlone() {
    hear(wall.get());
    stepBack(HOUR);
    long scheduledAt = clock.millis();
    pass(100);
    assertThat(left(scheduledAt, 10_000)).as("released by hand, say").isZero();
  }

  @Test
  void ofAStepThatNobodySawTheWholeDelayIsLeft() {
    hear(wall.get());
    assertThat(left(wall.get() + HOUR, 10_000)).isEqualTo(10_000);
    // Two steps in a row, of which the last is known.
    stepBack(HOUR);
    assertThat(left(wall.get() + 3 * HOUR, 10_000)).isEqualTo(10_000);
  }

  @Test
  void noNumberThatAProducerMakesUpMakesAMessageWait() {
    hear(wall.get());
    stepBack(HOUR);
    for (long madeUp : new long[] {Long.MIN_VALUE, -1, 0, wall.get() + HOUR, Long.MAX_VALUE}) {
      assertThat(clock.left(madeUp, 0)).as("%d, at once", madeUp).isZero();
      assertThat(clock.left(madeUp, wall.get() - 1)).as("%d, due", madeUp).isZero();
    }
  }

  private long left(long scheduledAt, long delay) {
    return clock.left(scheduledAt, scheduledAt + delay).toMillis();
  }

  private void stepBack(long millis) {
    wall.addAndGet(-millis);
    hear(wall.get());
  }

  private Duration hear(long brokerMillis) {
    return clock.heard(brokerMillis, nanos.get());
  }

  private void pass(long millis) {
    wall.addAndGet(millis);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
