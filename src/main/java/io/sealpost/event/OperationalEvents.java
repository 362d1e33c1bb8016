package io.sealpost.event;

import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.broker.NewMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of events somebody is subscribed to; of others nothing is even made. Thread-safe. */
public final class OperationalEvents {
  private static final Logger LOG = LoggerFactory.getLogger(OperationalEvents.class);

  /** Between two events of one activation's rate limit: one for each answer would be a flood. */
  private static final Duration RATE_LIMIT_PAUSE = Duration.ofMinutes(1);

  private static final int TOO_MANY_REQUESTS = 429;

  /** Where events go that belong to no message's transaction. */
  @FunctionalInterface
  public interface Outbox {
    void send(NewMessage message) throws IOException;
  }

  private final Predicate<String> isSubscribed;
  private final Outbox outbox;
  private final Map<String, Instant> rateLimits = new ConcurrentHashMap<>();

  /**
   * @param isSubscribed whether any activation is, asked anew for every event
   */
  public OperationalEvents(Predicate<String> isSubscribed, Outbox outbox) {
    this.isSubscribed = isSubscribed;
    this.outbox = outbox;
  }

  /** Tells nobody. */
  public static OperationalEvents none() {
    return new OperationalEvents(event -> false, message -> {});
  }

  /**
   * What is to be told of an attempt, in the transaction that settles it. Not to be asked for
   * deliveries of events: a failing subscriber would hear of its own failures for ever.
   *
   * @param attempts requests made by now, 0 where none was
   */
  public List<NewMessage> of(AttemptRecord attempt, int attempts) {
    List<NewMessage> told = new ArrayList<>();
    if (attempt.outcome().equals("dead") && isSubscribed.test(OperationalEvent.DELIVERY_DEAD)) {
      told.add(OperationalEvent.deliveryDead(attempt, attempts).message());
    }
    if (attempt.status() != null
        && attempt.status() == TOO_MANY_REQUESTS
        && isSubscribed.test(OperationalEvent.RATE_LIMIT)
        && isTime(attempt)) {
      told.add(OperationalEvent.rateLimit(attempt).message());
    }
    return told;
  }

  /** By names of activations that have answered, so there are only so many. */
  private boolean isTime(AttemptRecord attempt) {
    String activation = attempt.delivery().activation();
    Instant at = attempt.endedAt();
    Instant last = rateLimits.get(activation);
    if (last == null) {
      return rateLimits.putIfAbsent(activation, at) == null;
    }
    // A clock that was set back does not silence it.
    boolean isPause = !at.isBefore(last) && at.isBefore(last.plus(RATE_LIMIT_PAUSE));
    return !isPause && rateLimits.replace(activation, last, at);
  }

  /** Whether it is worth finding out. */
  public boolean isSubscribed(String type) {
    return isSubscribed.test(type);
  }

  /** Tells of what belongs to no message. An event that cannot be sent is logged, and lost. */
  public void publish(OperationalEvent event) {
    if (!isSubscribed.test(event.type())) {
      return;
    }
    try {
      outbox.send(event.message());
    } catch (IOException e) {
      LOG.warn("Event {} is lost: {}", event.type(), e.getMessage(), e);
    }
  }
}
