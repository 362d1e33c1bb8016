package io.sealpost.cli;

import io.sealpost.attemptlog.AttemptFilter;
import java.time.Instant;
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
    if (outcome != null && !OUTCOMES.contains(outcome)) {
      throw CommandException.unusable("--outcome is delivered, retry or dead.", null);
    }
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
}
