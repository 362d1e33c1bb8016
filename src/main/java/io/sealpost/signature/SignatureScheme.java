package io.sealpost.signature;

import java.util.List;
import java.util.Set;

/** Contract only; being built. */
public final class SignatureScheme {
  private SignatureScheme() {}

  public static SignatureScheme preset(String name) {
    throw new UnsupportedOperationException(name);
  }

  public String name() {
    throw new UnsupportedOperationException();
  }

  /** Lower-case names of all headers this scheme writes. */
  public Set<String> headerNames() {
    throw new UnsupportedOperationException();
  }

  public Signer signer(List<Secret> secrets) {
    throw new UnsupportedOperationException();
  }
}
