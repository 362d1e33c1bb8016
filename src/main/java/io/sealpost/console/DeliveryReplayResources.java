package io.sealpost.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.attemptlog.AttemptCursor;
import io.sealpost.attemptlog.AttemptFilter;
import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.attemptlog.AttemptPage;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.deadletter.DeadCount;
import io.sealpost.deadletter.DeadMessage;
import io.sealpost.deadletter.DeadQueue;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replays dead messages that are chosen by questions to the attempt log. The message of a delivery
 * that is not dead is not kept anywhere: such deliveries are only counted.
 */
final class DeliveryReplayResources {
  private static final List<String> CRITERIA =
      List.of(
          "activation",
          "outcome",
          "status",
          "event",
          "eventId",
          "journey",
          "deliveryId",
          "since",
          "until",
          "scheduled");

  private static final int PAGE = 1_000;

  /** Their ids are in memory while the dead queue is looked through. */
  private static final int MOST_DELIVERIES = 500_000;

  private final JdbcAttemptLog log;
  private final DeadQueue dead;
  private final Jobs jobs;
  private final Clock clock;

  DeliveryReplayResources(JdbcAttemptLog log, DeadQueue dead, Jobs jobs, Clock clock) {
    this.log = log;
    this.dead = dead;
    this.jobs = jobs;
    this.clock = clock;
  }

  Map<String, Resource> byOperation() {
    return Map.of("replayDeliveries", this::replay);
  }

  /** A producer's own id names a delivery only together with the activation. */
  private record Key(@Nullable String deliveryId, String activation) {
    static Key of(AttemptRecord attempt) {
      return new Key(attempt.delivery().id(), attempt.delivery().activation());
    }

    static Key of(DeadMessage message) {
      return new Key(message.deliveryId(), Objects.requireNonNullElse(message.activation(), ""));
    }
  }

  private ApiAnswer replay(ApiRequest request) throws JMSException, AttemptLogException {
    request.checkChosen(CRITERIA);
    AttemptFilter filter = AttemptResources.filter(request.body(), clock.instant());
    if (request.body().path("dryRun").booleanValue()) {
      return count(filter);
    }
    String id = ApiRequest.text(request.body(), "deliveryId");
    if (id != null && log.attempts(id).isEmpty()) {
      throw RefusedException.notFound("The attempt log has no delivery " + id);
    }
    return jobs.accept(
        "deliveries.replay",
        request.body(),
        request,
        job -> {
          Set<Key> chosen = chosen(filter);
          Set<Key> found = new HashSet<>();
          DeadQueue.Outcome outcome =
              dead.replay(
                  message -> isChosen(message, chosen, found),
                  DeadResources.pace(request.body()),
                  (moved, total) -> {
                    job.moved(moved, total);
                    jobs.checkStopping();
                  });
          job.moved(outcome.moved(), outcome.matched());
          job.notDead(chosen.size() - found.size());
        });
  }

  private ApiAnswer count(AttemptFilter filter) throws JMSException, AttemptLogException {
    Set<Key> chosen = chosen(filter);
    Set<Key> found = new HashSet<>();
    List<DeadCount> counts = dead.count(message -> isChosen(message, chosen, found));
    ObjectNode answer = ApiAnswer.object();
    answer.put("matched", DeadCount.total(counts));
    answer.put("notDead", chosen.size() - found.size());
    return ApiAnswer.ok(answer);
  }

  private Set<Key> chosen(AttemptFilter filter) throws AttemptLogException {
    Set<Key> keys = new HashSet<>();
    Optional<AttemptCursor> next = Optional.empty();
    do {
      jobs.checkStopping();
      AttemptPage page = log.find(filter, PAGE, next);
      page.attempts().forEach(attempt -> keys.add(Key.of(attempt)));
      if (keys.size() > MOST_DELIVERIES) {
        throw RefusedException.badRequest(
            "More than " + MOST_DELIVERIES + " deliveries are chosen: narrow it, e.g. with since");
      }
      next = page.next();
    } while (next.isPresent());
    return keys;
  }

  /**
   * @param found gets the key of each that is chosen
   */
  private static boolean isChosen(DeadMessage message, Set<Key> chosen, Set<Key> found) {
    Key key = Key.of(message);
    boolean isChosen = chosen.contains(key);
    if (isChosen) {
      found.add(key);
    }
    return isChosen;
  }
}
