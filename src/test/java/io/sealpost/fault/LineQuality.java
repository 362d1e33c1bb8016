package io.sealpost.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How well a line carries what is sent, in each direction of each connection.
 *
 * @param latency before each piece
 * @param bytesPerSecond 0 for as fast as it goes
 * @param sliceBytes the most in one piece
 * @param limitBytes after so many the line breaks; of the connection's direction
 */
record LineQuality(Duration latency, int bytesPerSecond, int sliceBytes, long limitBytes) {
  static final LineQuality PERFECT =
      new LineQuality(Duration.ZERO, 0, Integer.MAX_VALUE, Long.MAX_VALUE);

  LineQuality latency(Duration wait) {
    return new LineQuality(wait, bytesPerSecond, sliceBytes, limitBytes);
  }

  LineQuality bytesPerSecond(int bytes) {
    return new LineQuality(latency, bytes, sliceBytes, limitBytes);
  }

  LineQuality sliceBytes(int bytes) {
    return new LineQuality(latency, bytesPerSecond, bytes, limitBytes);
  }

  LineQuality limitBytes(long bytes) {
    return new LineQuality(latency, bytesPerSecond, sliceBytes, bytes);
  }

  /**
   * Passes bytes on.
   *
   * @param earlier how many this direction of the connection has carried before
   * @throws EOFException at the limit; what fits before it has gone out
   */
  void carry(byte[] bytes, int count, long earlier, OutputStream out)
      throws IOException, InterruptedException {
    TimeUnit.NANOSECONDS.sleep(latency.toNanos());
    int most = (int) Math.min(count, Math.max(0, limitBytes - earlier));
    for (int begin = 0; begin < most; begin += Math.min(sliceBytes, most - begin)) {
      int length = Math.min(sliceBytes, most - begin);
      if (bytesPerSecond > 0) {
        TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(length) / bytesPerSecond);
      }
      out.write(bytes, begin, length);
    }
    if (most < count) {
      throw new EOFException("The line breaks after " + limitBytes + " bytes");
    }
  }
}
