package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.attemptlog.AttemptFilter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which attempts a command is about; options given together all apply. */
final class AttemptSelection {
  private static final Set<String> OUTCOMES = Set.of("delivered", "retry", "dead");

  @Option(names = "--activation", paramLabel = "NAME", description = "Of this activation.")
  private @Nullable String activation;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "With this outcome: delivered, retry or dead.")
  private @Nullable String outcome;

  @Option(names = "--status", paramLabel = "CODE", description = "Answered with this status.")
  private @Nullable Integer status;

  @Option(names = "--event", paramLabel = "NAME", description = "Of this event.")
  private @Nullable String event;

  @Option(names = "--journey", paramLabel = "NAME", description = "Of this journey.")
  private @Nullable String journey;

  @Option(names = "--id", paramLabel = "ID", description = "Of this delivery.")
  private @Nullable String id;

  @Option(names = "--event-id", paramLabel = "ID", description = "Of the event with this id.")
  private @Nullable String eventId;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Begun then or later, e.g. 2026-03-01T00:00:00Z.")
  private @Nullable Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "Begun before then.")
  private @Nullable Instant until;

  @Option(names = "--scheduled", description = "Failed, and the next attempt is still to come.")
  private boolean scheduled;

  AttemptFilter filter() {
    checkOutcome();
    return AttemptFilter.all()
        .activation(activation)
        .outcome(outcome)
        .status(status)
        .event(event)
        .journey(journey)
        .deliveryId(id)
        .eventId(eventId)
        .since(since)
        .until(until)
        .nextAttemptSince(scheduled ? Instant.now() : null);
  }

  /** The same for the management API. */
  ObjectNode json() {
    checkOutcome();
    ObjectNode criteria = JsonNodeFactory.instance.objectNode();
    criteria.put("activation", activation);
    criteria.put("outcome", outcome);
    criteria.put("status", status);
    criteria.put("event", event);
    criteria.put("journey", journey);
    criteria.put("deliveryId", id);
    criteria.put("eventId", eventId);
    criteria.put("since", since == null ? null : since.toString());
    criteria.put("until", until == null ? null : until.toString());
    criteria.properties().removeIf(criterion -> criterion.getValue().isNull());
    return criteria;
  }

  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    json().properties().forEach(one -> query.put(one.getKey(), one.getValue().asText()));
    return query;
  }

  private void checkOutcome() {
    if (outcome != null && !OUTCOMES.contains(outcome)) {
      throw CommandException.unusable("--outcome is delivered, retry or dead.", null);
    }
  }
}
