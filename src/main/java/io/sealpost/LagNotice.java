package io.sealpost;

import io.sealpost.event.OperationalEvent;
import io.sealpost.event.OperationalEvents;
import io.sealpost.observe.CamelObservation;
import io.sealpost.observe.CamelObservation.LogBehind;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when the attempt log falls behind: once, and again only after it has caught up. */
final class LagNotice {
  private static final Logger LOG = LoggerFactory.getLogger(LagNotice.class);

  private static final long EVERY_SECONDS = 5;

  private final CamelObservation observation;
  private final OperationalEvents events;
  private final Clock clock;
  private boolean told;

  LagNotice(CamelObservation observation, OperationalEvents events, Clock clock) {
    this.observation = observation;
    this.events = events;
    this.clock = clock;
  }

  void start(ScheduledExecutorService executor) {
    var unused =
        executor.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      if (!events.isSubscribed(OperationalEvent.LOG_LAGGING)) {
        return;
      }
      Optional<LogBehind> behind = observation.logBehind();
      if (!told && behind.isPresent()) {
        LogBehind now = behind.get();
        events.publish(OperationalEvent.logLagging(now.waiting(), now.oldest(), clock.instant()));
      }
      told = behind.isPresent();
    } catch (RuntimeException e) {
      // Thrown on, it would end the schedule.
      LOG.error("Whether the attempt log falls behind cannot be told. Tried again", e);
    }
  }
}
