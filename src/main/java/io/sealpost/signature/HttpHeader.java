package io.sealpost.signature;

/**
 * One header field as it stands, or will stand, on the wire. Its value may be a credential, so that
 * {@link #toString()} leaves it out.
 */
public record HttpHeader(String name, String value) {
  @Override
  public String toString() {
    return name + ": ***";
  }
}
