package io.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.attemptlog.AttemptFilter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which attempts a command is about; options given together all apply. */
final class AttemptSelection {
  private static final Set<String> OUTCOMES =
      Set.of("delivered", "retry", "dead", "expired", "purged");

  @Mixin private Selection selection = new Selection();

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "With this outcome: delivered, retry, dead, expired or purged.")
  private @Nullable String outcome;

  @Option(names = "--event", paramLabel = "NAME", description = "Of this event.")
  private @Nullable String event;

  @Option(names = "--journey", paramLabel = "NAME", description = "Of this journey.")
  private @Nullable String journey;

  @Option(names = "--id", paramLabel = "ID", description = "Of this delivery.")
  private @Nullable String id;

  @Option(names = "--event-id", paramLabel = "ID", description = "Of the event with this id.")
  private @Nullable String eventId;

  @Option(names = "--scheduled", description = "Failed, and the next attempt is still to come.")
  private boolean scheduled;

  AttemptFilter filter() {
    checkOutcome();
    return AttemptFilter.all()
        .activation(selection.activation())
        .outcome(outcome)
        .status(selection.status())
        .event(event)
        .journey(journey)
        .deliveryId(id)
        .eventId(eventId)
        .since(selection.since())
        .until(selection.until())
        .nextAttemptSince(scheduled ? Instant.now() : null);
  }

  /** The same for the management API. */
  ObjectNode json() {
    checkOutcome();
    ObjectNode criteria = JsonNodeFactory.instance.objectNode();
    criteria.put("activation", selection.activation());
    criteria.put("outcome", outcome);
    criteria.put("status", selection.status());
    criteria.put("event", event);
    criteria.put("journey", journey);
    criteria.put("deliveryId", id);
    criteria.put("eventId", eventId);
    criteria.put("since", text(selection.since()));
    criteria.put("until", text(selection.until()));
    criteria.put("scheduled", scheduled ? true : null);
    criteria.properties().removeIf(criterion -> criterion.getValue().isNull());
    return criteria;
  }

  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    json().properties().forEach(one -> query.put(one.getKey(), one.getValue().asText()));
    return query;
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }

  private void checkOutcome() {
    if (outcome != null && !OUTCOMES.contains(outcome)) {
      throw CommandException.unusable(
          "--outcome is delivered, retry, dead, expired or purged.", null);
    }
  }
}
