package io.sealpost;

import io.sealpost.broker.QueueAges;
import io.sealpost.broker.QueueDepths;
import io.sealpost.delivery.DeliveryRoutes;
import io.sealpost.delivery.Product;
import io.sealpost.observe.CamelObservation;
import io.sealpost.observe.Sources;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** The port of metrics and health. Camel only logs that it could not be bound and goes on. */
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

  /** Meters and health checks of what was opened so far; Camel serves them. */
  static CamelObservation observe(
      CamelContext context,
      RuntimeSettings settings,
      BrokerLink broker,
      AttemptLogging attempts,
      LiveConfiguration live,
      Clock clock)
      throws StartException {
    Sources sources =
        new Sources(
            broker::ping,
            broker.isEmbedded() ? broker::isRunning : null,
            new QueueDepths(broker.connections()),
            new QueueAges(broker.connections()),
            attempts::ping,
            attempts::isOpening,
            attempts::heldBackSince,
            settings.data(),
            () -> live.get().activations().keySet(),
            () ->
                live.get().activations().keySet().stream()
                    .map(DeliveryRoutes::routeId)
                    .collect(Collectors.toSet()));
    CamelObservation observation =
        new CamelObservation(context, sources, settings.healthLimits(), Product.VERSION, clock);
    observation.serve(live.get().activations().keySet());
    return observation;
  }
}
