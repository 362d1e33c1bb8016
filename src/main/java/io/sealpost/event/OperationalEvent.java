package io.sealpost.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.broker.NewMessage;
import io.sealpost.broker.PropertyNames;
import io.sealpost.broker.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to Sealpost. Each type's {@code data} is described by {@code
 * schema/events/<type>.schema.json}; it holds no secret and nothing of a message's body.
 *
 * @param type what activations subscribe to
 */
public record OperationalEvent(String type, Instant at, ObjectNode data) {
  static final String DELIVERY_DEAD = "delivery.dead";
  static final String RATE_LIMIT = "api.rate_limit";
  private static final String ACTIVATION_PAUSED = "activation.paused";
  private static final String ACTIVATION_RESUMED = "activation.resumed";

  /** See {@link #logLagging}. */
  public static final String LOG_LAGGING = "log.lagging";

  private static final String MAINTENANCE = "system.maintenance";

  private static final Set<String> TYPES =
      Set.of(
          DELIVERY_DEAD,
          RATE_LIMIT,
          ACTIVATION_PAUSED,
          ACTIVATION_RESUMED,
          LOG_LAGGING,
          MAINTENANCE);

  /** Whether only Sealpost sends events of that name. */
  public static boolean isType(@Nullable String event) {
    return event != null && TYPES.contains(event);
  }

  /**
   * A message was given up.
   *
   * @param end its last record
   * @param attempts requests made, 0 where none was
   */
  static OperationalEvent deliveryDead(AttemptRecord end, int attempts) {
    ObjectNode data = delivery(end);
    data.put("event", end.delivery().event());
    data.put("reason", end.errorCode());
    data.put("error", end.error());
    data.put("status", end.status());
    data.put("attempts", attempts);
    data.put("deadAt", end.endedAt().toString());
    return new OperationalEvent(DELIVERY_DEAD, end.endedAt(), data);
  }

  /** An endpoint answered 429. */
  static OperationalEvent rateLimit(AttemptRecord attempt) {
    Instant next = attempt.nextAttemptAt();
    ObjectNode data = delivery(attempt);
    data.put("connection", attempt.delivery().connection());
    data.put("status", attempt.status());
    data.put("nextAttemptAt", next == null ? null : next.toString());
    return new OperationalEvent(RATE_LIMIT, attempt.endedAt(), data);
  }

  public static OperationalEvent activationPaused(String activation, Instant at) {
    return new OperationalEvent(ACTIVATION_PAUSED, at, object().put("activation", activation));
  }

  public static OperationalEvent activationResumed(String activation, Instant at) {
    return new OperationalEvent(ACTIVATION_RESUMED, at, object().put("activation", activation));
  }

  /**
   * The attempt log falls behind.
   *
   * @param waiting records that are not written yet
   * @param oldest how long the first of them has waited
   */
  public static OperationalEvent logLagging(long waiting, Duration oldest, Instant at) {
    ObjectNode data = object();
    data.put("waiting", waiting);
    data.put("oldestSeconds", oldest.toSeconds());
    return new OperationalEvent(LOG_LAGGING, at, data);
  }

  /** Sealpost will be stopped. */
  public static OperationalEvent maintenance(
      Instant from, Instant until, @Nullable String note, Instant at) {
    ObjectNode data = object();
    data.put("from", from.toString());
    data.put("until", until.toString());
    data.put("note", note);
    return new OperationalEvent(MAINTENANCE, at, data);
  }

  /** For the queue of events. */
  public NewMessage message() {
    ObjectNode envelope = object();
    envelope.put("type", type);
    envelope.put("timestamp", at.toString());
    envelope.set("data", data);
    return new NewMessage(Queues.EVENTS, envelope.toString(), Map.of(PropertyNames.EVENT, type));
  }

  private static ObjectNode delivery(AttemptRecord attempt) {
    String activation = attempt.delivery().activation();
    ObjectNode data = object();
    data.put("deliveryId", attempt.delivery().id());
    data.put("activation", activation.isEmpty() ? null : activation);
    return data;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
