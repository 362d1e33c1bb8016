package io.sealpost.cli;

import io.sealpost.attemptlog.AttemptFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which attempts a command is about; options given together all apply. */
final class AttemptSelection {
  private static final Set<String> OUTCOMES = Set.of("delivered", "retry", "dead", "purged");

  @Mixin private Selection selection = new Selection();

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "With this outcome: delivered, retry, dead or purged.")
  private @Nullable String outcome;

  @Option(names = "--event", paramLabel = "NAME", description = "Of this event.")
  private @Nullable String event;

  @Option(names = "--journey", paramLabel = "NAME", description = "Of this journey.")
  private @Nullable String journey;

  @Option(names = "--id", paramLabel = "ID", description = "Of this delivery.")
  private @Nullable String id;

  @Option(names = "--event-id", paramLabel = "ID", description = "Of the event with this id.")
  private @Nullable String eventId;

  AttemptFilter filter() {
    if (outcome != null && !OUTCOMES.contains(outcome)) {
      throw CommandException.unusable("--outcome is delivered, retry, dead or purged.", null);
    }
    return AttemptFilter.all()
        .activation(selection.activation())
        .outcome(outcome)
        .status(selection.status())
        .event(event)
        .journey(journey)
        .deliveryId(id)
        .eventId(eventId)
        .since(selection.since())
        .until(selection.until());
  }
}
