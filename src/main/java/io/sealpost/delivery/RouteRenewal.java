package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationChange;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the routes follow a reload. What is new is served at once. What ends or is made anew first
 * waits for its calls in flight, on a thread of its own, so that it holds up nothing else. Routes
 * stay as they are where a new look at the configuration is all a delivery needs.
 */
public final class RouteRenewal {
  private static final Logger LOG = LoggerFactory.getLogger(RouteRenewal.class);

  private final DeliveryRoutes routes;
  private final Supplier<Configuration> live;
  private final Executor executor;

  /** What waits for its end or its renewal; forgotten when no renewal is left. */
  private final Set<String> waitingActivations = new HashSet<>();

  private final Set<String> waitingConnections = new HashSet<>();
  private int renewals;

  /**
   * @param live the configuration in force whenever it is asked
   * @param executor a single thread, for what has to wait
   */
  public RouteRenewal(DeliveryRoutes routes, Supplier<Configuration> live, Executor executor) {
    this.routes = routes;
    this.live = live;
    this.executor = executor;
  }

  /** Returns when what is new is served. */
  public void apply(ConfigurationChange change) throws Exception {
    Set<String> ending = new TreeSet<>(change.activations().changed());
    ending.removeIf(name -> !needsNewRoute(change, name));
    ending.addAll(change.activations().removed());
    Set<String> connections = new TreeSet<>(change.connections().changed());
    connections.addAll(change.connections().removed());
    for (String name : change.activations().added()) {
      Activation activation = change.to().activations().get(name);
      if (connections.contains(activation.connection().name()) || isWaiting(activation)) {
        ending.add(name);
      } else {
        routes.add(activation);
      }
    }
    if (!ending.isEmpty() || !connections.isEmpty()) {
      begin(ending, connections);
      executor.execute(() -> renewSafely(ending, connections));
    }
  }

  private static boolean needsNewRoute(ConfigurationChange change, String name) {
    Activation before = change.from().activations().get(name);
    Activation after = change.to().activations().get(name);
    String connection = after.connection().name();
    return before.concurrency() != after.concurrency()
        || !before.connection().name().equals(connection)
        || change.connections().changed().contains(connection);
  }

  private void renewSafely(Set<String> activations, Set<String> connections) {
    try {
      renew(activations, connections);
    } catch (Exception e) {
      LOG.error(
          "The routes of {} do not follow the configuration: change a file to try again, or restart",
          activations,
          e);
    } finally {
      end();
    }
  }

  /** By what is in force when it happens: a later reload may have changed it again. */
  private void renew(Set<String> activations, Set<String> connections) throws Exception {
    for (String name : activations) {
      routes.remove(name);
    }
    connections.forEach(routes::removeConnection);
    for (String name : activations) {
      Activation activation = live.get().activations().get(name);
      if (activation != null) {
        routes.add(activation);
      }
    }
  }

  private synchronized boolean isWaiting(Activation activation) {
    return waitingActivations.contains(activation.name())
        || waitingConnections.contains(activation.connection().name());
  }

  private synchronized void begin(Set<String> activations, Set<String> connections) {
    renewals++;
    waitingActivations.addAll(activations);
    waitingConnections.addAll(connections);
  }

  private synchronized void end() {
    renewals--;
    if (renewals == 0) {
      waitingActivations.clear();
      waitingConnections.clear();
    }
  }
}
