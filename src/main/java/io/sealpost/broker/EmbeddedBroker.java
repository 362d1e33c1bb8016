package io.sealpost.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A persistent Artemis in this JVM: for other processes over tcp (CORE protocol), for this one
 * without a network. Several in one JVM don't meet.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** With less left on its disk it takes no messages. */
  public static final long MIN_FREE_DISK_BYTES = BrokerSettings.MIN_DISK_FREE_BYTES;

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  /** Artemis's code for it: the type of the exception depends on the platform. */
  private static final String FAILED_TO_BIND = "AMQ229230";

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
      CompletableFuture<Exception> failure = new CompletableFuture<>();
      server.registerActivationFailureListener(failure::complete);
      server
          .getServiceRegistry()
          .addOutgoingInterceptor(new SilenceAfterFailure(server.getIoCriticalErrorListener()));
      server.start();
      requireStarted(server, failure.getNow(null));
      return new EmbeddedBroker(server, lock, inVmId);
    } catch (Exception e) {
      stopAfter(e, server, lock);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw explained(e, folder, host, port);
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

  /** Artemis itself logs what went wrong and lives on. */
  private static void requireStarted(ActiveMQServer server, @Nullable Exception failure)
      throws Exception {
    if (failure != null) {
      throw failure;
    }
    if (!server.waitForActivation(START_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("It is not up after " + START_TIMEOUT_SECONDS + " s");
    }
  }

  private static IOException explained(Exception failure, Path folder, String host, int port) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).startsWith(FAILED_TO_BIND)) {
        return new BrokerStartException(
            "port-taken",
            "The embedded broker cannot listen on "
                + host
                + ":"
                + port
                + ": stop what else uses the port, or set sealpost.broker.host and"
                + " sealpost.broker.port",
            failure);
      }
    }
    return new BrokerStartException(
        "broker-not-started",
        "The embedded broker could not start in "
            + folder.toAbsolutePath()
            + ": check that the folder can be written and the disk has space",
        failure);
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
