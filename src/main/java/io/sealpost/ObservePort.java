package io.sealpost;

import io.sealpost.broker.QueueAges;
import io.sealpost.broker.QueueDepths;
import io.sealpost.delivery.DeliveryRoutes;
import io.sealpost.delivery.Product;
import io.sealpost.observe.CamelObservation;
import io.sealpost.observe.ObserveServer;
import io.sealpost.observe.Sources;
import io.sealpost.port.PortSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The port of metrics and health, from its settings; or none. */
final class ObservePort {
  private ObservePort() {}

  /**
   * Listens from now on; null where nothing is to.
   *
   * @throws StartException naming host and port, when the port is taken
   */
  static @Nullable ObserveServer open(RuntimeSettings settings) throws StartException {
    if (!settings.isObserved()) {
      return null;
    }
    String host = settings.observeHost();
    int port = settings.observePort();
    try {
      return ObserveServer.open(PortSettings.plain(host, port));
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

  /** Meters and health checks of what was opened so far. */
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
