package io.sealpost.broker;

import jakarta.jms.JMSSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that the broker fails us: at once, each minute while it stays so, and when it is over. Each
 * consumer of each queue notices it, every second; one speaks for all. Thread-safe.
 */
final class Outages {
  private static final Logger LOG = LoggerFactory.getLogger("io.sealpost.broker");
  private static final Duration REMINDER = Duration.ofMinutes(1);

  private static final String GONE = "the-broker-is-gone";
  private static final String REFUSES = "the-broker-refuses-us";

  private final LongSupplier nanoTime;

  /** When it was last said, by queue; of the connection by section of the troubleshooting page. */
  private final Map<String, Long> said = new HashMap<>();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  Outages(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** There is no connection; another try follows. */
  void noConnection(Throwable why) {
    boolean refused = why instanceof JMSSecurityException;
    String section = refused ? REFUSES : GONE;
    if (!isDue(section)) {
      LOG.debug("Still no connection to the broker", why);
      return;
    }
    String text =
        (refused
                ? "The broker refuses sealpost.broker.userName or sealpost.broker.password ("
                : "There is no connection to the broker (")
            + rootCause(why)
            + "). Nothing is taken or delivered, nothing is lost; tried again and again";
    LOG.error("{}", Troubleshooting.pointed(text, section));
  }

  /** The connection is there, but for this queue the broker gives no consumer. */
  void refused(String queue, Throwable why) {
    if (isDue(queue)) {
      LOG.error(
          "{}",
          Troubleshooting.pointed(
              "The broker lets nobody read "
                  + queue
                  + " ("
                  + why.getMessage()
                  + "). Its messages wait; tried again and again",
              REFUSES));
    } else {
      LOG.debug("Still nobody reads {}", queue, why);
    }
  }

  synchronized void connected() {
    boolean wasGone = said.remove(GONE) != null;
    boolean wasRefused = said.remove(REFUSES) != null;
    if (wasGone || wasRefused) {
      LOG.info("The broker is back");
    }
  }

  /** Exactly a minute later it is said again. */
  private synchronized boolean isDue(String what) {
    long now = nanoTime.getAsLong();
    Long last = said.get(what);
    if (last != null && now - last < REMINDER.toNanos()) {
      return false;
    }
    said.put(what, now);
    return true;
  }

  private static String rootCause(Throwable failure) {
    Throwable cause = failure;
    // Bounded: a chain of causes may be a circle.
    for (int depth = 0; cause.getCause() != null && depth < 20; depth++) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}
