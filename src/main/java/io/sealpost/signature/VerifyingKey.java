package io.sealpost.signature;

import java.util.List;

/** Ready for use by any thread. */
interface VerifyingKey {
  /**
   * Whether one of the signatures is this key's. All are compared, each in constant time.
   *
   * @param content the signed content in pieces, as if concatenated
   */
  boolean madeAny(List<byte[]> signatures, List<byte[]> content);
}
