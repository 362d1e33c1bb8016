package io.sealpost;

import io.sealpost.configuration.Configuration;

/** The one line that says it is up: what is served, and where it listens. */
final class StartLine {
  private StartLine() {}

  static String of(
      Configuration configuration,
      RuntimeSettings settings,
      BrokerLink broker,
      Management management)
      throws StartException {
    int count = configuration.activations().size();
    return count
        + (count == 1 ? " activation" : " activations")
        + "; messages: "
        + messages(settings, broker)
        + ", management: "
        + management.place()
        + ", health: "
        + health(settings);
  }

  private static String messages(RuntimeSettings settings, BrokerLink broker)
      throws StartException {
    if (!broker.isEmbedded()) {
      return "the configured broker";
    }
    int port = settings.brokerPort();
    return port == 0 ? "this JVM only" : "tcp://" + settings.brokerHost() + ":" + port;
  }

  private static String health(RuntimeSettings settings) throws StartException {
    return settings.isObserved()
        ? "http://" + settings.observeHost() + ":" + settings.observePort() + "/observe/health"
        : "off";
  }
}
