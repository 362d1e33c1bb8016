package io.sealpost.broker;

/**
 * Messages stay in their queue for a cause that is none of theirs, such as a database that is down.
 * Whoever throws this has told the operator, and waits before the next try.
 */
public final class HeldBackException extends Exception {
  private static final long serialVersionUID = 1L;

  public HeldBackException(String message, Throwable cause) {
    super(message, cause);
  }
}
