package io.sealpost.broker;

import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * A broker that could not write to its journal says nothing to anybody any more. Artemis (2.56,
 * NIO) hears of a failed write, begins to stop, forces the file nevertheless and confirms what it
 * did not write: {@code TimedBuffer.flushBatch} goes on to {@code checkSync} in any case, on the
 * thread that had called {@link IOCriticalErrorListener#onIOException}.
 */
final class SilenceAfterFailure implements Interceptor {
  private final IOCriticalErrorListener failures;

  /**
   * @param failures the server's own
   */
  SilenceAfterFailure(IOCriticalErrorListener failures) {
    this.failures = failures;
  }

  /** Of what is about to go out: whether it may. */
  @Override
  public boolean intercept(Packet packet, RemotingConnection connection) {
    return !failures.isPreviouslyFailed();
  }
}
