package io.sealpost.signature;

/** A secret whose text is no key of its scheme; the message never quotes it. */
final class UnusableSecretException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableSecretException(String message) {
    super(message);
  }
}
