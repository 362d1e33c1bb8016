package io.sealpost.delivery;

/**
 * Where a failure happened, for the log: types and stack frames. Never the texts of a failure that
 * is not ours: they may quote a message or a secret.
 */
final class FailureTrace {
  /** A chain of causes may be a circle. */
  private static final int MAX_CAUSES = 20;

  private FailureTrace() {}

  static Throwable of(Throwable failure) {
    return of(failure, MAX_CAUSES);
  }

  private static Throwable of(Throwable failure, int causes) {
    Throwable cause = failure.getCause();
    Throwable trace =
        new Throwable(
            failure.getClass().getName(),
            cause == null || causes == 0 ? null : of(cause, causes - 1));
    trace.setStackTrace(failure.getStackTrace());
    return trace;
  }
}
