package io.sealpost.signature;

import java.util.List;

/** A signature scheme bound to its secrets. Thread-safe. */
@FunctionalInterface
public interface Signer {
  /** For connections without signing. */
  Signer NONE = request -> List.of();

  /**
   * The headers that carry the signature, to be added to the request as they are.
   *
   * @throws UnsignableRequestException if the request cannot carry a signature that its receiver
   *     could verify; sending it again would not help
   */
  List<HttpHeader> sign(SignatureInput request);

  /**
   * The URL to send the request to: the request's own, but for schemes that carry a digest of the
   * body in the query (Twilio with a JSON body). To be asked before {@link #sign}, which signs the
   * URL it is given and refuses one without the digest; still to be guarded after it.
   *
   * @throws UnsignableRequestException if the URL already has a different digest
   */
  default String urlToSend(SignatureInput request) {
    return request.url();
  }
}
