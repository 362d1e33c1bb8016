package io.sealpost.fault;

import java.io.Serial;

/** A scenario needs what this machine does not have or permit: it has neither passed nor failed. */
final class NotPossibleException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param what is missing, in a clause
   */
  NotPossibleException(String what) {
    super("not possible here: " + what);
  }
}
