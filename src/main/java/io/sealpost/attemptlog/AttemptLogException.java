package io.sealpost.attemptlog;

import java.sql.SQLException;

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

  /** The pool only says that it has no connection: its cause says why. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    // Bounded: a chain of causes may be a circle.
    for (int depth = 0; cause.getCause() != null && depth < 20; depth++) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
