package io.sealpost;

import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationChange;
import io.sealpost.configuration.ConfigurationWatch;
import io.sealpost.configuration.Problem;
import io.sealpost.delivery.RouteRenewal;
import io.sealpost.observe.CamelObservation;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a changed configuration in force, without touching what did not change. */
final class ConfigurationReload implements ConfigurationWatch.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationReload.class);

  private final LiveConfiguration live;
  private final RouteRenewal routes;
  private final CamelObservation observation;

  ConfigurationReload(LiveConfiguration live, RouteRenewal routes, CamelObservation observation) {
    this.live = live;
    this.routes = routes;
    this.observation = observation;
  }

  @Override
  public void changed(ConfigurationChange change) {
    putInForce(change.to());
    try {
      routes.apply(change);
    } catch (Exception e) {
      // Else what the watch believes to be in force and what deliveries look at would differ.
      putInForce(change.from());
      throw new RuntimeCamelException("The routes do not follow the configuration", e);
    }
    LOG.info(
        "Configuration reloaded. Activations added: {}, removed: {}, changed: {}",
        change.activations().added(),
        change.activations().removed(),
        change.activations().changed());
  }

  private void putInForce(Configuration configuration) {
    live.set(configuration);
    observation.serve(configuration.activations().keySet());
  }

  @Override
  public void refused(List<Problem> problems) {
    LOG.error("The configuration has errors; the one before them stays in force");
    problems.forEach(problem -> LOG.error("{}", problem));
  }
}
