package io.sealpost.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many dead messages have an activation and a reason in common; null where they name none. */
public record DeadCount(@Nullable String activation, @Nullable String reason, int messages) {
  /** Messages of all of them. */
  public static int total(List<DeadCount> counts) {
    return counts.stream().mapToInt(DeadCount::messages).sum();
  }
}
