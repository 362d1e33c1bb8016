package io.sealpost.cli;

import io.sealpost.deadletter.DeadFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead messages; all that is given must be so. */
final class DeadSelection {
  @Option(names = "--activation", paramLabel = "NAME", description = "Of this activation.")
  private @Nullable String activation;

  @Option(names = "--reason", paramLabel = "CODE", description = "Dead for this reason.")
  private @Nullable String reason;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Dead since then, such as 2026-03-01T12:00:00Z.")
  private @Nullable Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "Dead before then.")
  private @Nullable Instant until;

  boolean isEmpty() {
    return activation == null && reason == null && since == null && until == null;
  }

  /**
   * @param id a delivery id or JMSMessageID; null for any
   */
  DeadFilter filter(@Nullable String id) {
    return new DeadFilter(id, activation, reason, since, until);
  }
}
