package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.broker.Queues;
import io.sealpost.configuration.ConfigurationChange;
import io.sealpost.connection.Connection;
import io.sealpost.connection.GuardedDnsResolver;
import io.sealpost.connection.TlsContext;
import io.sealpost.connection.TlsSettingsException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/**
 * The running deliveries: one route an activation, made of the template {@code deliver-webhook},
 * and one HTTP component a connection. Not thread-safe: called at start and by the reload alone.
 */
public final class DeliveryRoutes {
  private static final String TEMPLATE = "deliver-webhook";

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
    if (!connections.containsKey(connection.name())) {
      addConnection(connection);
    }
    // A reload that failed halfway may have left one.
    remove(activation.name());
    TemplatedRouteBuilder.builder(context, TEMPLATE)
        .routeId(routeId(activation.name()))
        .parameter("activation", activation.name())
        .parameter("connection", connection.name())
        .parameter("from", from)
        .add();
  }

  /**
   * Follows a reload. Routes stay as they are where a new look at the configuration is all a
   * delivery needs; they are made anew where consumers or connections differ.
   */
  public void apply(ConfigurationChange change) throws Exception {
    Set<String> renewed = new TreeSet<>(change.activations().changed());
    renewed.removeIf(name -> !needsNewRoute(change, name));
    // What has nothing to do with anything that ends is served without waiting for it.
    Set<String> later = new TreeSet<>(renewed);
    for (String name : change.activations().added()) {
      if (usesChangedConnection(change, name)) {
        later.add(name);
      } else {
        add(change.to().activations().get(name));
      }
    }
    for (String name : change.activations().removed()) {
      remove(name);
    }
    for (String name : renewed) {
      remove(name);
    }
    change.connections().removed().forEach(this::removeConnection);
    change.connections().changed().forEach(this::removeConnection);
    for (String name : later) {
      add(change.to().activations().get(name));
    }
  }

  private static boolean needsNewRoute(ConfigurationChange change, String name) {
    Activation before = change.from().activations().get(name);
    Activation after = change.to().activations().get(name);
    return before.concurrency() != after.concurrency()
        || !before.connection().name().equals(after.connection().name())
        || usesChangedConnection(change, name);
  }

  private static boolean usesChangedConnection(ConfigurationChange change, String name) {
    String connection = change.to().activations().get(name).connection().name();
    return change.connections().changed().contains(connection);
  }

  /** Attempts in flight end first. Messages stay in the queue. Without a route nothing happens. */
  private void remove(String activation) throws Exception {
    if (context.getRoute(routeId(activation)) == null) {
      return;
    }
    context.getRouteController().stopRoute(routeId(activation));
    context.removeRoute(routeId(activation));
  }

  /** None of its activations has a route any more. */
  private void removeConnection(String connection) {
    if (connections.remove(connection) != null) {
      context.removeComponent(componentName(connection));
    }
  }

  private void addConnection(Connection connection) throws TlsSettingsException {
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
