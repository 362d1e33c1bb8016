package io.sealpost.delivery;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answered. The status decides the outcome; it is known from the status line and
 * headers on, whatever the body then does.
 *
 * @param status 200 to 999
 * @param retryAfter the {@code Retry-After} header as it came, or null
 * @param body the first {@value #MAX_BODY_BYTES} bytes at most, as they came: never decompressed
 * @param cut whether the body went on, broke off or ran into the read limit
 * @param address connected to: the proxy's where there is one
 * @param connectMs name look-up, TCP, proxy and TLS; about 0 on a connection kept alive
 * @param writeMs the request
 * @param readMs from the end of the request to the last byte read
 */
record Answer(
    int status,
    @Nullable String retryAfter,
    byte[] body,
    boolean cut,
    @Nullable InetAddress address,
    long connectMs,
    long writeMs,
    long readMs) {
  /** What follows is not read: the connection is closed instead. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  CallTrace trace() {
    return new CallTrace(address, connectMs, writeMs, readMs);
  }

  /** A delivery: any 2xx. */
  boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
