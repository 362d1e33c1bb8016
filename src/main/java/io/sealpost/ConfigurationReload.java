package io.sealpost;

import io.sealpost.configuration.ConfigurationChange;
import io.sealpost.configuration.ConfigurationWatch;
import io.sealpost.configuration.Problem;
import io.sealpost.delivery.RouteRenewal;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a changed configuration in force, without touching what did not change. */
final class ConfigurationReload implements ConfigurationWatch.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationReload.class);

  private final LiveConfiguration live;
  private final RouteRenewal routes;

  ConfigurationReload(LiveConfiguration live, RouteRenewal routes) {
    this.live = live;
    this.routes = routes;
  }

  @Override
  public void changed(ConfigurationChange change) {
    live.set(change.to());
    try {
      routes.apply(change);
    } catch (Exception e) {
      // Else what the watch believes to be in force and what deliveries look at would differ.
      live.set(change.from());
      throw new RuntimeCamelException("The routes do not follow the configuration", e);
    }
    LOG.info(
        "Configuration reloaded. Activations added: {}, removed: {}, changed: {}",
        change.activations().added(),
        change.activations().removed(),
        change.activations().changed());
  }

  @Override
  public void refused(List<Problem> problems) {
    LOG.error("The configuration has errors; the one before them stays in force");
    problems.forEach(problem -> LOG.error("{}", problem));
  }
}
