package io.sealpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.attemptlog.EndRecord;
import io.sealpost.broker.PropertyNames;
import io.sealpost.deadletter.DeadAttribute;
import io.sealpost.deadletter.DeadContent;
import io.sealpost.deadletter.DeadCount;
import io.sealpost.deadletter.DeadFilter;
import io.sealpost.deadletter.DeadMessage;
import io.sealpost.deadletter.DeadQueue;
import io.sealpost.deadletter.Pace;
import jakarta.jms.JMSException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What was given up, and what operators do with it. */
final class DeadResources {
  private static final List<String> CRITERIA =
      List.of("id", "activation", "reason", "status", "since", "until", "attributes");

  private final DeadQueue dead;
  private final EndRecord record;
  private final Jobs jobs;

  /**
   * Creates the resources.
   *
   * @param record of what is purged, for the attempt log
   */
  DeadResources(DeadQueue dead, EndRecord record, Jobs jobs) {
    this.dead = dead;
    this.record = record;
    this.jobs = jobs;
  }

  Map<String, Resource> byOperation() {
    return Map.of(
        "listDead", this::list,
        "showDead", this::show,
        "replayDead", this::replay,
        "purgeDead", this::purge);
  }

  private ApiAnswer list(ApiRequest request) throws JMSException {
    DeadCursor cursor = DeadCursor.of(request.text("cursor"));
    int limit = request.parameters().get("limit").intValue();
    // The last one of the page before tells whether the queue is still as it was; one more at the
    // end, whether there is another page.
    int before = cursor.skip() == 0 ? 0 : 1;
    List<DeadMessage> found =
        dead.list(filter(request.parameters()), cursor.skip() - before, before + limit + 1);
    if (before == 1) {
      cursor.check(found);
      found = found.subList(1, found.size());
    }
    boolean more = found.size() > limit;
    List<DeadMessage> page = more ? found.subList(0, limit) : found;
    ObjectNode answer = ApiAnswer.object();
    ArrayNode messages = answer.putArray("messages");
    page.forEach(message -> messages.add(json(message)));
    answer.put(
        "next", more ? DeadCursor.behind(page, cursor.skip() + page.size()).toString() : null);
    return ApiAnswer.ok(answer);
  }

  private ApiAnswer show(ApiRequest request) throws JMSException {
    String id = request.required("id");
    List<DeadContent> contents = dead.show(id);
    if (contents.isEmpty()) {
      throw unknown(id);
    }
    ObjectNode answer = ApiAnswer.object();
    ArrayNode messages = answer.putArray("messages");
    for (DeadContent content : contents) {
      ObjectNode message = json(content.message());
      ObjectNode body = message.putObject("body");
      body.put("kind", content.kind());
      body.put("bytes", content.body().length);
      body.put("sha256", sha256(content.body()));
      messages.add(message);
    }
    return ApiAnswer.ok(answer);
  }

  private ApiAnswer replay(ApiRequest request) throws JMSException, AttemptLogException {
    return move(request, "dead.replay", dead::replay);
  }

  private ApiAnswer purge(ApiRequest request) throws JMSException, AttemptLogException {
    return move(
        request,
        "dead.purge",
        (filter, pace, progress) -> dead.purge(filter, record::purged, pace, progress));
  }

  /** A replay or a purge. */
  @FunctionalInterface
  private interface Move {
    DeadQueue.Outcome of(DeadFilter filter, Pace pace, DeadQueue.Progress progress)
        throws JMSException;
  }

  private ApiAnswer move(ApiRequest request, String action, Move move)
      throws JMSException, AttemptLogException {
    request.checkChosen(CRITERIA);
    DeadFilter filter = filter(request.body());
    if (request.body().path("dryRun").booleanValue()) {
      ObjectNode answer = ApiAnswer.object();
      answer.put("matched", DeadCount.total(dead.count(filter)));
      return ApiAnswer.ok(answer);
    }
    if (filter.id() != null) {
      requireDead(filter.id());
    }
    return jobs.accept(
        action,
        audited(request.body()),
        request,
        job -> {
          DeadQueue.Outcome outcome =
              move.of(
                  filter,
                  pace(request.body()),
                  (moved, total) -> {
                    job.moved(moved, total);
                    jobs.checkStopping();
                  });
          job.moved(outcome.moved(), outcome.matched());
        });
  }

  /** Which attributes chose, but not their values: those are customer data. */
  private static JsonNode audited(JsonNode selection) {
    ObjectNode audited = selection.deepCopy();
    if (audited.remove("attributes") instanceof ObjectNode attributes) {
      ArrayNode paths = audited.putArray("attributes");
      attributes.fieldNames().forEachRemaining(paths::add);
    }
    return audited;
  }

  /** A job about a mistyped id would end as done, and have done nothing. */
  private void requireDead(String id) throws JMSException {
    if (dead.list(DeadFilter.withId(id), 0, 1).isEmpty()) {
      throw unknown(id);
    }
  }

  private static RefusedException unknown(String id) {
    return RefusedException.notFound("The dead queue has no message " + id);
  }

  private static DeadFilter filter(JsonNode criteria) {
    Instant since = ApiRequest.time(criteria, "since");
    Instant until = ApiRequest.time(criteria, "until");
    ApiRequest.checkSpan(since, until);
    return new DeadFilter(
        ApiRequest.text(criteria, "id"),
        ApiRequest.text(criteria, "activation"),
        ApiRequest.text(criteria, "reason"),
        ApiRequest.number(criteria, "status"),
        since,
        until,
        criteria.path("attributes").properties().stream()
            .map(one -> new DeadAttribute(one.getKey(), one.getValue().textValue()))
            .toList());
  }

  /** The contract holds its form. */
  static Pace pace(JsonNode body) {
    String rate = ApiRequest.text(body, "rate");
    return rate == null ? Pace.unlimited() : Pace.parse(rate);
  }

  /** Other properties are the producer's own, and may be customer data. */
  private static ObjectNode json(DeadMessage message) {
    ObjectNode json = (ObjectNode) ApiAnswer.json(message);
    json.remove("properties");
    for (String name :
        List.of(PropertyNames.EVENT, PropertyNames.EVENT_ID, PropertyNames.JOURNEY)) {
      if (message.properties().get(name) instanceof String text) {
        json.put(name, text);
      }
    }
    return json;
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
