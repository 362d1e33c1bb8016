package io.sealpost.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker what time it is, and has what was scheduled before its clock was set back come at
 * its moment: the broker releases it, and a consumer puts it back for what is left of its delay.
 *
 * <p>Not at once, but the next time it looks: by then all instances know that the clock was set
 * back, and none takes a message that comes early for one whose moment it is.
 */
public final class BrokerClockWatch implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger("io.sealpost.broker");

  /** About a minute: what was in page files, or on a broker that was away, is not forgotten. */
  private static final int LOOKS_BETWEEN_RELEASES = 11;

  private final ConnectionFactory connections;
  private final BrokerClock clock;
  private final ScheduledMessages scheduled;

  /** Before the one that releases. */
  private int looksLeft = 1;

  /** Since the last release; it may have been set back while nobody looked, too. */
  private boolean mayBeSetBack = true;

  private boolean isRefused;

  private @Nullable Future<?> looking;
  private volatile boolean closed;

  BrokerClockWatch(ConnectionFactory connections, BrokerClock clock) {
    this.connections = connections;
    this.clock = clock;
    this.scheduled = new ScheduledMessages(connections);
  }

  /** Looks at once, and from then on. */
  public static BrokerClockWatch start(
      ConnectionFactory connections, BrokerClock clock, ScheduledExecutorService executor) {
    BrokerClockWatch watch = new BrokerClockWatch(connections, clock);
    watch.looking =
        executor.scheduleWithFixedDelay(
            watch::lookAgain, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  /** Waits for no answer. Idempotent. */
  @Override
  public void close() {
    closed = true;
    if (looking != null) {
      looking.cancel(true);
    }
  }

  private void lookAgain() {
    try {
      look();
      isRefused = false;
    } catch (JMSSecurityException e) {
      if (!isRefused) {
        LOG.warn(
            "The broker lets nobody ask it what time it is ({}): retries go by this machine's clock",
            e.getMessage());
      }
      isRefused = true;
    } catch (JMSException e) {
      // That it is gone is said by others.
      LOG.debug("The broker cannot be asked what time it is. Tried again", e);
    } catch (RuntimeException e) {
      if (!closed) {
        // Thrown on, it would end the schedule.
        LOG.error("What time the broker has cannot be told. Tried again", e);
      }
    }
  }

  void look() throws JMSException {
    Duration setBack = hear();
    if (!setBack.isZero()) {
      LOG.warn(
          "{}",
          Troubleshooting.pointed(
              "The broker's clock was set back by "
                  + setBack.plusMillis(500).toSeconds()
                  + " s: what waits for a retry is brought to its moment",
              "the-clock-was-set-back"));
      mayBeSetBack = true;
      looksLeft = 0;
    } else if (looksLeft-- == 0) {
      looksLeft = LOOKS_BETWEEN_RELEASES;
      scheduled.releaseMisplaced(clock, mayBeSetBack);
      mayBeSetBack = false;
    }
  }

  private Duration hear() throws JMSException {
    try (BrokerManagement broker = new BrokerManagement(connections)) {
      long asked = System.nanoTime();
      return clock.heard(broker.timeMillis(), asked);
    }
  }
}
