package io.sealpost.cli;

import io.sealpost.broker.BrokerConnections;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.signature.Secret;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The way to the broker of a Sealpost that runs elsewhere: the configured one, or the embedded one
 * over its loopback port with the credentials it keeps in its data folder.
 */
final class BrokerAccess {
  private final ClientSettings settings;
  private final Path data;

  BrokerAccess(Folders folders) {
    this.settings = ClientSettings.read(folders.config());
    this.data = folders.data();
  }

  /** Something to do with the broker. */
  @FunctionalInterface
  interface Work<T> {
    T with(ConnectionFactory broker) throws JMSException;
  }

  /** Connects, does it and disconnects. */
  <T> T call(Work<T> work) {
    try (BrokerConnections connections = connections()) {
      return work.with(connections.factory());
    } catch (JMSException e) {
      throw unreachable(e);
    }
  }

  /** Connects to nothing yet. */
  BrokerConnections connections() {
    try {
      return BrokerConnections.to(url(), credentials());
    } catch (IllegalArgumentException e) {
      throw CommandException.unusable(e.getMessage(), e);
    }
  }

  /** For a broker that did not answer, or did not let us in. */
  CommandException unreachable(Exception cause) {
    String hint =
        isEmbedded()
            ? "Is Sealpost running? Start it: sealpost run --data " + data
            : "Is the broker of sealpost.broker.url running?";
    return CommandException.nothingToTalkTo(
        "The broker at %s does not answer or refuses: %s. %s"
            .formatted(place(), cause.getMessage(), hint),
        cause);
  }

  private boolean isEmbedded() {
    return settings.get("sealpost.broker.url").isEmpty();
  }

  private String url() {
    return isEmbedded()
        ? "tcp://"
            + settings.get("sealpost.broker.host")
            + ":"
            + settings.get("sealpost.broker.port")
        : settings.get("sealpost.broker.url");
  }

  /** For messages: an external URL may hold a password. */
  private String place() {
    return isEmbedded() ? url() : "sealpost.broker.url";
  }

  private BrokerCredentials credentials() {
    String userName = settings.get("sealpost.broker.userName");
    String password = settings.get("sealpost.broker.password");
    if (!userName.isEmpty() || !password.isEmpty() || !isEmbedded()) {
      return new BrokerCredentials(userName, Secret.of(password));
    }
    try {
      return BrokerCredentials.load(data)
          .orElseThrow(
              () ->
                  CommandException.nothingToTalkTo(
                      ("No Sealpost has run with the data folder %s. Start it: sealpost run, or"
                              + " name its folder with --data")
                          .formatted(data.toAbsolutePath().normalize()),
                      null));
    } catch (IOException e) {
      throw CommandException.unreadable(data.resolve(BrokerCredentials.FILE_NAME), e);
    }
  }
}
