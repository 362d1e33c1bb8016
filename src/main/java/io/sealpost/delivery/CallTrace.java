package io.sealpost.delivery;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * How a call went, answered or not.
 *
 * @param address connected to: the proxy's where there is one; null without a connection
 * @param connectMs name look-up, TCP, proxy and TLS; about 0 on a connection kept alive
 * @param writeMs the request
 * @param readMs from the end of the request to the last byte read
 */
record CallTrace(@Nullable InetAddress address, long connectMs, long writeMs, long readMs) {
  /** Of a call that never began. */
  static final CallTrace NONE = new CallTrace(null, 0, 0, 0);
}
