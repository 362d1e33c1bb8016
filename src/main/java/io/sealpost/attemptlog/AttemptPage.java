package io.sealpost.attemptlog;

import java.util.List;
import java.util.Optional;

/**
 * Some attempts, newest first.
 *
 * @param next where the page behind it begins; empty after the last
 */
public record AttemptPage(List<AttemptRecord> attempts, Optional<AttemptCursor> next) {
  public AttemptPage {
    attempts = List.copyOf(attempts);
  }
}
