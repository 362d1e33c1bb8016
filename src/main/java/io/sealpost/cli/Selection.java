package io.sealpost.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What attempts and dead messages are selected by alike; options given together all apply. */
final class Selection {
  @Option(names = "--activation", paramLabel = "NAME", description = "Of this activation.")
  private @Nullable String activation;

  @Option(names = "--status", paramLabel = "CODE", description = "Answered with this status.")
  private @Nullable Integer status;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "From then on, e.g. 2026-03-01T12:00:00Z.")
  private @Nullable Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "Before then.")
  private @Nullable Instant until;

  @Nullable String activation() {
    return activation;
  }

  @Nullable Integer status() {
    return status;
  }

  @Nullable Instant since() {
    return since;
  }

  @Nullable Instant until() {
    return until;
  }

  boolean isEmpty() {
    return activation == null && status == null && since == null && until == null;
  }
}
