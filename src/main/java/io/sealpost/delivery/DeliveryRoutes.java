package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.broker.Queues;
import io.sealpost.connection.Connection;
import io.sealpost.connection.GuardedDnsResolver;
import io.sealpost.connection.TlsContext;
import io.sealpost.connection.TlsSettingsException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The running deliveries: one route an activation, made of the template {@code deliver-webhook},
 * and one HTTP component a connection. Thread-safe.
 */
public final class DeliveryRoutes {
  private static final String TEMPLATE = "deliver-webhook";
  private static final long IDLE_POLL_MILLIS = 50;

  private final CamelContext context;
  private final Map<String, Connection> connections = new HashMap<>();

  public DeliveryRoutes(CamelContext context) {
    this.context = context;
  }

  /** The route that delivers this activation's messages. */
  public static String routeId(String activation) {
    return "deliver-" + activation;
  }

  /** Takes messages from the activation's own queue, each in a transaction. */
  public void add(Activation activation) throws Exception {
    add(
        activation,
        "sealpost-jms:queue:"
            + Queues.delivery(activation.name())
            + "?concurrentConsumers=1&maxConcurrentConsumers="
            + activation.concurrency()
            + "&messageListenerContainerFactory=#deliveryTransactions");
  }

  /**
   * Delivers what comes from an endpoint.
   *
   * @param from a Camel endpoint URI
   */
  public void add(Activation activation, String from) throws Exception {
    Connection connection = activation.connection();
    requireComponent(connection);
    // A reload that failed halfway may have left one.
    remove(activation.name());
    TemplatedRouteBuilder.builder(context, TEMPLATE)
        .routeId(routeId(activation.name()))
        .parameter("activation", activation.name())
        .parameter("connection", connection.name())
        .parameter("from", from)
        .add();
  }

  /** Attempts in flight end first. Messages stay in the queue. Without a route nothing happens. */
  void remove(String activation) throws Exception {
    String routeId = routeId(activation);
    Route route = context.getRoute(routeId);
    if (route == null) {
      return;
    }
    // Stopping a route holds a lock of the context: calls are waited for before, not within.
    ServiceHelper.suspendService(route.getConsumer());
    awaitIdle(routeId);
    context.getRouteController().stopRoute(routeId);
    context.removeRoute(routeId);
  }

  private void awaitIdle(String routeId) throws InterruptedException {
    ShutdownStrategy shutdown = context.getShutdownStrategy();
    long end = System.nanoTime() + shutdown.getTimeUnit().toNanos(shutdown.getTimeout());
    while (context.getInflightRepository().size(routeId) > 0 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(IDLE_POLL_MILLIS);
    }
  }

  /** None of its activations has a route any more. */
  synchronized void removeConnection(String connection) {
    if (connections.remove(connection) != null) {
      context.removeComponent(componentName(connection));
    }
  }

  private synchronized void requireComponent(Connection connection) throws TlsSettingsException {
    if (connections.containsKey(connection.name())) {
      return;
    }
    TlsContext tls = TlsContext.load(connection.tls());
    GuardedHttpComponent component =
        GuardedHttpComponent.of(
            connection,
            tls.sslContext(),
            tls.protocols(),
            new GuardedDnsResolver(connection.addressGuard()));
    context.addComponent(componentName(connection.name()), component);
    connections.put(connection.name(), connection);
  }

  private static String componentName(String connection) {
    return "http-" + connection;
  }
}
