package io.sealpost.signature;

import java.util.List;

/** A signature scheme bound to its secrets. Thread-safe. */
@FunctionalInterface
public interface Signer {
  /** For connections without signing. */
  Signer NONE = request -> List.of();

  /** The headers that carry the signature, to be added to the request as they are. */
  List<HttpHeader> sign(SignatureInput request);
}
