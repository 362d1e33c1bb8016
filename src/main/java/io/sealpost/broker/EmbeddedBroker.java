package io.sealpost.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A persistent Artemis in this JVM: for other processes over tcp (CORE protocol), for this one
 * without a network. Several in one JVM don't meet.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final long START_TIMEOUT_SECONDS = 30;

  private final ActiveMQServer server;
  private final FolderLock lock;
  private final int inVmId;

  private EmbeddedBroker(ActiveMQServer server, FolderLock lock, int inVmId) {
    this.server = server;
    this.lock = lock;
    this.inVmId = inVmId;
  }

  /**
   * Returns when messages can be sent and received.
   *
   * @param folder for the messages; created if it is not there
   * @param host address to listen on
   * @param port 0 does not listen: then only this JVM can connect
   * @throws IOException if the folder is in use, the port is taken or the journal cannot be read
   */
  public static EmbeddedBroker start(
      Path folder, String host, int port, BrokerCredentials credentials) throws IOException {
    FolderLock lock = FolderLock.take(folder);
    int inVmId = new SecureRandom().nextInt(Integer.MAX_VALUE);
    ActiveMQServer server = null;
    try {
      server =
          new ActiveMQServerImpl(
              BrokerSettings.of(folder, host, port, inVmId), new OneUser(credentials));
      server.start();
      requireStarted(server, folder, host, port);
      return new EmbeddedBroker(server, lock, inVmId);
    } catch (Exception e) {
      stopAfter(e, server, lock);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw e instanceof IOException known
          ? known
          : new IOException("The embedded broker could not start in " + folder, e);
    }
  }

  /** For connections within this JVM. */
  public String url() {
    return "vm://" + inVmId;
  }

  /** False once it stopped, by itself too: a full or failing disk stops it. */
  public boolean isRunning() {
    return server.isStarted() && server.isActive();
  }

  /**
   * Calls back when a failing disk stops the broker, so that the application does not live on
   * without it. Not called by {@link #close()}.
   */
  public void onFailure(Runnable action) {
    server.registerIOCriticalErrorListener((cause, message, file) -> action.run());
  }

  /** Idempotent. Messages stay in the folder. */
  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("The embedded broker did not stop cleanly", e);
    } finally {
      lock.close();
    }
  }

  /** Artemis logs what went wrong and lives on: a port that is taken, a journal it can't read. */
  private static void requireStarted(ActiveMQServer server, Path folder, String host, int port)
      throws IOException, InterruptedException {
    if (!server.waitForActivation(START_TIMEOUT_SECONDS, TimeUnit.SECONDS) || !server.isStarted()) {
      throw new IOException(
          "The embedded broker did not start in "
              + folder.toAbsolutePath()
              + ": the log above says why; check that the folder can be written and the disk has"
              + " space");
    }
    Acceptor tcp = server.getRemotingService().getAcceptor(BrokerSettings.TCP);
    if (port != 0 && (tcp == null || tcp.getActualPort() <= 0)) {
      throw new IOException(
          "The embedded broker cannot listen on "
              + host
              + ":"
              + port
              + ": stop what else uses the port, or set sealpost.broker.host and"
              + " sealpost.broker.port");
    }
  }

  private static void stopAfter(
      Exception failure, @Nullable ActiveMQServer server, FolderLock lock) {
    try (lock) {
      if (server != null) {
        server.stop();
      }
    } catch (Exception e) {
      LOG.debug("Stopping the broker that failed to start failed too", e);
      failure.addSuppressed(e);
    }
  }
}
