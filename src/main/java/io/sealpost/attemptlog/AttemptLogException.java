package io.sealpost.attemptlog;

import java.nio.channels.ClosedByInterruptException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The database does not do what it is asked. The message says why, as the database has it. */
public final class AttemptLogException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean dataRefused;

  AttemptLogException(String what, SQLException cause) {
    super(what + ": " + reason(cause), cause);
    String state = String.valueOf(cause.getSQLState());
    // SQL:2023, table 46: 22 is a data exception, 23 a constraint; PostgreSQL's 54 is a limit.
    dataRefused = state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
  }

  /** Whether a row itself is refused, so that trying it again later would not help. */
  boolean isDataRefused() {
    return dataRefused;
  }

  /** Whether it was not the database but this thread that was stopped. */
  boolean isInterruption() {
    return causes(this)
        .anyMatch(
            cause ->
                cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException);
  }

  /** Whether the database itself names one of its own codes. */
  boolean hasCode(Set<Integer> codes) {
    return causes(this)
        .anyMatch(cause -> cause instanceof SQLException e && codes.contains(e.getErrorCode()));
  }

  /** The pool only says that it has no connection: its cause says why, if it says anything. */
  private static String reason(Throwable failure) {
    return causes(failure)
        .filter(cause -> cause.getMessage() != null && !cause.getMessage().isBlank())
        .reduce((outer, inner) -> inner)
        .flatMap(cause -> cause.getMessage().lines().findFirst())
        .orElse(failure.getClass().getSimpleName());
  }

  /** From the outermost on. Bounded: a chain of causes may be a circle. */
  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
  }
}
