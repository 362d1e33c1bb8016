package io.sealpost.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A failure as it may stand in a log: types and stack frames of it and its causes. The texts stay
 * out: they may quote a message or a secret.
 */
final class FailureTrace extends Exception {
  private static final long serialVersionUID = 1L;

  /** A chain of causes may be a circle. */
  private static final int MAX_CAUSES = 10;

  private FailureTrace(Throwable failure, @Nullable FailureTrace cause) {
    super(failure.getClass().getName(), cause);
    setStackTrace(failure.getStackTrace());
  }

  static FailureTrace of(Throwable failure) {
    return of(failure, MAX_CAUSES);
  }

  private static FailureTrace of(Throwable failure, int causesLeft) {
    Throwable cause = failure.getCause();
    return new FailureTrace(
        failure, cause == null || causesLeft == 0 ? null : of(cause, causesLeft - 1));
  }
}
