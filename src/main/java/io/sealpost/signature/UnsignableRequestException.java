package io.sealpost.signature;

/** A request that the scheme cannot sign so that a receiver could verify it; retrying is no use. */
public final class UnsignableRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnsignableRequestException(String message) {
    super(message);
  }
}
