package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.attemptlog.AttemptCursor;
import io.sealpost.attemptlog.AttemptFilter;
import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.attemptlog.AttemptPage;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.AttemptStatistics;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.configuration.Units;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the attempt log knows. */
final class AttemptResources {
  /** More rows nobody reads, and they are all in memory once. */
  private static final int MAX_STATISTICS = 10_000;

  private final JdbcAttemptLog log;
  private final Duration retention;
  private final Clock clock;

  /**
   * Creates the resources.
   *
   * @param retention attempts older than that are deleted
   */
  AttemptResources(JdbcAttemptLog log, Duration retention, Clock clock) {
    this.log = log;
    this.retention = retention;
    this.clock = clock;
  }

  Map<String, Resource> byOperation() {
    return Map.of(
        "listDeliveries", this::list,
        "showDelivery", this::show,
        "showStatistics", this::statistics);
  }

  /**
   * The criteria of a query, or of a body.
   *
   * @param now what is scheduled comes after it
   */
  static AttemptFilter filter(JsonNode criteria, Instant now) {
    Instant since = ApiRequest.time(criteria, "since");
    Instant until = ApiRequest.time(criteria, "until");
    ApiRequest.checkSpan(since, until);
    return AttemptFilter.all()
        .activation(ApiRequest.text(criteria, "activation"))
        .outcome(ApiRequest.text(criteria, "outcome"))
        .status(ApiRequest.number(criteria, "status"))
        .event(ApiRequest.text(criteria, "event"))
        .eventId(ApiRequest.text(criteria, "eventId"))
        .journey(ApiRequest.text(criteria, "journey"))
        .deliveryId(ApiRequest.text(criteria, "deliveryId"))
        .since(since)
        .until(until)
        .nextAttemptSince(criteria.path("scheduled").booleanValue() ? now : null);
  }

  private ApiAnswer list(ApiRequest request) throws AttemptLogException {
    Optional<AttemptCursor> after = cursor(request);
    int limit = request.parameters().get("limit").intValue();
    AttemptPage page = log.find(filter(request.parameters(), clock.instant()), limit, after);
    ObjectNode answer = ApiAnswer.object();
    answer.set("attempts", ApiAnswer.json(page.attempts()));
    answer.put("next", page.next().map(AttemptCursor::toString).orElse(null));
    return ApiAnswer.ok(answer);
  }

  private Optional<AttemptCursor> cursor(ApiRequest request) {
    String text = request.text("cursor");
    if (text == null) {
      return Optional.empty();
    }
    AttemptCursor cursor;
    try {
      cursor = AttemptCursor.of(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          400, "bad-request", "cursor is none: take the next of the page before", e);
    }
    Instant now = clock.instant();
    if (cursor.startedAt().isAfter(now.plus(Duration.ofDays(1)))) {
      throw RefusedException.badRequest("cursor is none: take the next of the page before");
    }
    if (cursor.startedAt().isBefore(now.minus(retention))) {
      throw new RefusedException(
          410,
          "cursor-expired",
          "cursor points to attempts that are deleted by now: begin again without it",
          null);
    }
    return Optional.of(cursor);
  }

  private ApiAnswer show(ApiRequest request) throws AttemptLogException {
    String id = request.required("deliveryId");
    List<AttemptRecord> attempts = log.attempts(id);
    if (attempts.isEmpty()) {
      throw RefusedException.notFound("The attempt log has no delivery " + id);
    }
    ObjectNode answer = ApiAnswer.object();
    answer.put("deliveryId", id);
    answer.set("attempts", ApiAnswer.json(attempts));
    return ApiAnswer.ok(answer);
  }

  private ApiAnswer statistics(ApiRequest request) throws AttemptLogException {
    String bucket = request.text("bucket");
    List<AttemptStatistics> statistics =
        log.statistics(
            filter(request.parameters(), clock.instant()),
            Optional.ofNullable(bucket).map(width -> Units.duration(width).toSeconds()));
    if (statistics.size() > MAX_STATISTICS) {
      throw RefusedException.badRequest(
          "There would be "
              + statistics.size()
              + " rows: choose a longer bucket, or since and until, for at most "
              + MAX_STATISTICS);
    }
    ObjectNode answer = ApiAnswer.object();
    ArrayNode rows = answer.putArray("statistics");
    for (AttemptStatistics row : statistics) {
      rows.add(((ObjectNode) ApiAnswer.json(row)).put("successRate", row.successRate()));
    }
    return ApiAnswer.ok(answer);
  }
}
