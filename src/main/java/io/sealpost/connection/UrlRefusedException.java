package io.sealpost.connection;

/** A URL that may not be called. The text names the rule, never the URL: it may hold a secret. */
public final class UrlRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public UrlRefusedException(String message) {
    super(message);
  }
}
