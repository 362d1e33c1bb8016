package io.sealpost.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnection;
import org.apache.activemq.artemis.core.server.LargeServerMessage;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps messages out that would exhaust the memory when they are sent on, and again after every
 * restart. The producer gets the error: in a transaction at its commit at the latest.
 */
final class MessageSizeLimit implements ActiveMQServerMessagePlugin {
  /**
   * Body and properties. Activation messages have up to 1 MB: what is somewhat larger still becomes
   * a dead message that can be looked at.
   */
  static final long MAX_BYTES = 16L * 1024 * 1024;

  /**
   * For the properties that a message gets on its way through Sealpost: one that was let in must
   * never be refused at a later queue, or it would come back for ever.
   */
  private static final long MAX_ADDED_BYTES = 1024L * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(MessageSizeLimit.class);

  @Override
  public void beforeSend(
      ServerSession session,
      @Nullable Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    long bytes = bytes(message);
    // Exactly at the limit is still accepted.
    if (bytes <= (isSentOn(session, message) ? MAX_BYTES + MAX_ADDED_BYTES : MAX_BYTES)) {
      return;
    }
    String text =
        Troubleshooting.pointed(
            "A message to "
                + message.getAddress()
                + " has "
                + bytes
                + " bytes, more than the "
                + MAX_BYTES
                + " the embedded broker accepts, and was not accepted: send a link to the data"
                + " instead",
            "a-producer-is-refused");
    // A producer that does not wait for an answer never sees the exception.
    LOG.warn(text);
    ActiveMQException refusal = new ActiveMQException(text);
    deleteBody(message, refusal);
    if (transaction != null) {
      // Artemis itself does not for a large message: the commit would succeed without it.
      transaction.markAsRollbackOnly(refusal);
    }
    throw refusal;
  }

  /** Properties included; what the client has compressed counts as what it becomes. */
  private static long bytes(Message message) {
    long bytes = message.getWholeMessageSize();
    Object uncompressed = message.getObjectProperty(Message.HDR_LARGE_BODY_SIZE);
    return uncompressed instanceof Number size ? Math.max(bytes, size.longValue()) : bytes;
  }

  /** Only Sealpost itself connects without a network; what it sends on is in already. */
  private static boolean isSentOn(ServerSession session, Message message) {
    return session.getRemotingConnection().getTransportConnection() instanceof InVMConnection
        && !Queues.ACTIVATIONS.equals(message.getAddress());
  }

  /** Artemis has written a large body to its folder by now, and would leave it there. */
  private static void deleteBody(Message message, ActiveMQException refusal) {
    if (message instanceof LargeServerMessage large) {
      try {
        large.deleteFile();
      } catch (Exception e) {
        LOG.warn("The body of a refused message stays in the folder large-messages", e);
        refusal.addSuppressed(e);
      }
    }
  }
}
