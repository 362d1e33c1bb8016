package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;

/**
 * Follows what an Artemis client sends over a connection. CORE begins with the word ARTEMIS; each
 * packet is its length (4 bytes, itself not counted), its type (1 byte) and the rest.
 */
final class CorePackets {
  private static final int LENGTH_BYTES = 4;

  /** Of the packet or the word that is passing. */
  private long left = "ARTEMIS".getBytes(US_ASCII).length;

  private int headerRead = LENGTH_BYTES + 1;
  private int length;

  /** Whether a commit begins in the next bytes of the connection. */
  boolean beginCommit(byte[] bytes, int count) {
    boolean found = false;
    for (int i = 0; i < count; i++) {
      if (left > 0) {
        left--;
      } else {
        found |= header(bytes[i]);
      }
    }
    return found;
  }

  /** Between packets. True for the type of a commit. */
  private boolean header(byte next) {
    if (headerRead > LENGTH_BYTES) {
      headerRead = 0;
      length = 0;
    }
    headerRead++;
    if (headerRead <= LENGTH_BYTES) {
      length = length << 8 | (next & 0xff);
      return false;
    }
    left = Math.max(0, length - 1);
    return next == PacketImpl.SESS_COMMIT;
  }
}
