package io.sealpost.signature;

import java.util.List;

/** Ready for use by any thread. */
interface SigningKey {
  /**
   * Its signature of the content.
   *
   * @param content the signed content in pieces, as if concatenated
   */
  byte[] sign(List<byte[]> content);
}
