package io.sealpost.broker;

import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionReceiveLargeMessage;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionReceiveMessage;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Sees messages as they arrive from the broker, before their bodies are read. Integrators' own
 * queues are theirs.
 */
final class LargeBodiesStay implements Interceptor {
  @Override
  public boolean intercept(Packet packet, RemotingConnection connection) {
    if (packet instanceof SessionReceiveLargeMessage large) {
      leave((CoreMessage) large.getMessage(), large.getLargeMessageSize());
    } else if (packet instanceof SessionReceiveMessage whole) {
      CoreMessage message = (CoreMessage) whole.getMessage();
      leave(message, message.getBodyBufferSize());
    }
    return true;
  }

  private static void leave(CoreMessage message, long stored) {
    if (Queues.isRead(message.getAddress())) {
      LargeBody.leave(message, stored);
    }
  }
}
