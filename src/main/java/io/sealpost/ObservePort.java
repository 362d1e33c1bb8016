package io.sealpost;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The port of health checks. Camel only logs that it could not be bound and goes on. */
final class ObservePort {
  private ObservePort() {}

  /**
   * Fails the start when the port is taken.
   *
   * @throws StartException naming host and port
   */
  static void requireFree(RuntimeSettings settings) throws StartException {
    if (!settings.isObserved()) {
      return;
    }
    String host = settings.observeHost();
    int port = settings.observePort();
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new StartException(
          "port-taken",
          "Nothing can listen on the observe port "
              + host
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "): stop what else uses it, or set sealpost.observe.host and sealpost.observe.port",
          e);
    }
  }
}
