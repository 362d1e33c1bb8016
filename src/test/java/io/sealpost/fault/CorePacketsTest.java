package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorePacketsTest {
  private static final byte SEND = 71;
  private static final byte COMMIT = 43;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 1024})
  void aCommitIsSeenHoweverItIsCut(int piece) {
    assertThat(commits(piece, packet(SEND, 20), packet(COMMIT, 8), packet(SEND, 0))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1024})
  void whatAPacketHoldsIsNone(int piece) {
    byte[] misleading = packet(SEND, 30);
    Arrays.fill(misleading, 5, misleading.length, COMMIT);

    assertThat(commits(piece, misleading, packet(SEND, 4))).isZero();
  }

  private static byte[] packet(byte type, int rest) {
    return ByteBuffer.allocate(5 + rest).putInt(1 + rest).put(type).array();
  }

  private static int commits(int piece, byte[]... packets) {
    ByteBuffer stream = ByteBuffer.allocate(1024).put("ARTEMIS".getBytes(US_ASCII));
    for (byte[] packet : packets) {
      stream.put(packet);
    }
    stream.flip();
    CorePackets watched = new CorePackets();
    int commits = 0;
    while (stream.hasRemaining()) {
      byte[] next = new byte[Math.min(piece, stream.remaining())];
      stream.get(next);
      commits += watched.beginCommit(next, next.length) ? 1 : 0;
    }
    return commits;
  }
}
