package io.sealpost;

import io.sealpost.activation.Activation.Timeouts;
import io.sealpost.activation.RetryPolicy;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.NodeName;
import io.sealpost.broker.BrokerCredentials;
import io.sealpost.configuration.Defaults;
import io.sealpost.configuration.Units;
import io.sealpost.console.ManagementSettings;
import io.sealpost.console.ManagementToken;
import io.sealpost.observe.CamelObservation;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The {@code sealpost.*} settings of {@code application.properties}, typed. */
final class RuntimeSettings {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_CONCURRENCY = 1_000;
  private static final int MAX_RETRIES = 100;

  private final CamelContext context;

  RuntimeSettings(CamelContext context) {
    this.context = context;
  }

  Path configuration() throws StartException {
    return Path.of(text("sealpost.config"));
  }

  Path data() throws StartException {
    return Path.of(text("sealpost.data"));
  }

  /** Empty: the embedded broker. */
  Optional<String> brokerUrl() throws StartException {
    return Optional.of(text("sealpost.broker.url")).filter(url -> !url.isEmpty());
  }

  String brokerHost() throws StartException {
    return text("sealpost.broker.host");
  }

  /** 0: not for other processes. */
  int brokerPort() throws StartException {
    return number("sealpost.broker.port", 0, MAX_PORT);
  }

  /** As set, or for the embedded broker as generated at its first start. */
  BrokerCredentials brokerCredentials() throws StartException, IOException {
    String user = text("sealpost.broker.userName");
    String password = text("sealpost.broker.password");
    if (user.isEmpty() && password.isEmpty()) {
      if (brokerUrl().isPresent()) {
        throw StartException.invalidSetting(
            "sealpost.broker.url needs sealpost.broker.userName and sealpost.broker.password",
            null);
      }
      return BrokerCredentials.loadOrGenerate(data());
    }
    try {
      return new BrokerCredentials(user, Secret.of(password));
    } catch (IllegalArgumentException e) {
      throw StartException.invalidSetting(String.valueOf(e.getMessage()), e);
    }
  }

  /** As set, or the file in the data folder. */
  DatabaseSettings database() throws StartException, IOException {
    String url = text("sealpost.database.url");
    if (url.isEmpty()) {
      return DatabaseSettings.file(data());
    }
    try {
      return new DatabaseSettings(
          url, text("sealpost.database.userName"), Secret.of(text("sealpost.database.password")));
    } catch (IllegalArgumentException e) {
      throw StartException.invalidSetting(String.valueOf(e.getMessage()), e);
    }
  }

  int recordsPerTransaction() throws StartException {
    return number("sealpost.database.recordsPerTransaction", 1, 10_000);
  }

  Duration retention() throws StartException {
    return duration("sealpost.database.retention");
  }

  Duration retentionInterval() throws StartException {
    return duration("sealpost.database.retentionInterval");
  }

  /** As set, or the name of this machine. */
  String node() throws StartException {
    return NodeName.of(text("sealpost.node"));
  }

  /** Empty: nothing listens. */
  Optional<ManagementSettings> management() throws StartException, IOException {
    int port = number("sealpost.management.port", 0, MAX_PORT);
    if (port == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ManagementSettings(
              text("sealpost.management.host"),
              port,
              names(text("sealpost.management.names")),
              managementToken(),
              file("sealpost.management.tls.certificate"),
              file("sealpost.management.tls.key")));
    } catch (IllegalArgumentException e) {
      throw StartException.invalidSetting(String.valueOf(e.getMessage()), e);
    }
  }

  private Secret managementToken() throws StartException, IOException {
    String token = text("sealpost.management.token");
    return token.isEmpty() ? ManagementToken.loadOrGenerate(data()) : Secret.of(token);
  }

  private static Set<String> names(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Relative to the configuration folder, like those of connections. */
  private @Nullable Path file(String key) throws StartException {
    String path = text(key);
    return path.isEmpty() ? null : configuration().resolve(path);
  }

  Path routes() throws StartException {
    return Path.of(text("sealpost.routes"));
  }

  int messagesPerDispatch() throws StartException {
    return number("sealpost.dispatch.messagesPerTransaction", 1, 10_000);
  }

  Duration reloadInterval() throws StartException {
    return duration("sealpost.configuration.reloadInterval");
  }

  /** What holds where an activation or a connection says nothing. */
  Defaults deliveryDefaults() throws StartException {
    return new Defaults(
        new RetryPolicy(
            number("sealpost.delivery.retryLimit", 0, MAX_RETRIES),
            duration("sealpost.delivery.backoff"),
            fraction("sealpost.delivery.multiplier", 1, 100),
            duration("sealpost.delivery.maxBackoff"),
            fraction("sealpost.delivery.jitter", 0, 1)),
        new Timeouts(
            duration("sealpost.delivery.connectionTimeout"),
            duration("sealpost.delivery.writeTimeout"),
            duration("sealpost.delivery.readTimeout")),
        number("sealpost.delivery.concurrency", 1, MAX_CONCURRENCY),
        number("sealpost.connection.concurrency", 1, MAX_CONCURRENCY),
        text("sealpost.connection.deliveryIdHeader"),
        flag("sealpost.connection.traceHeaders"));
  }

  private Duration duration(String key) throws StartException {
    try {
      return Units.duration(text(key));
    } catch (IllegalArgumentException e) {
      throw StartException.invalidSetting(key + ": " + e.getMessage(), e);
    }
  }

  private long bytes(String key) throws StartException {
    try {
      return Units.bytes(text(key));
    } catch (IllegalArgumentException e) {
      throw StartException.invalidSetting(key + ": " + e.getMessage(), e);
    }
  }

  private double fraction(String key, double least, double most) throws StartException {
    String text = text(key);
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw StartException.invalidSetting(key + " is " + text + ": write a number, such as 0.2", e);
    }
    throw StartException.invalidSetting(
        key + " is " + text + ": write a number from " + least + " to " + most, null);
  }

  String observeHost() throws StartException {
    return text("sealpost.observe.host");
  }

  int observePort() throws StartException {
    return number("sealpost.observe.port", 0, MAX_PORT);
  }

  CamelObservation.Limits healthLimits() throws StartException {
    return new CamelObservation.Limits(
        bytes("sealpost.health.minFreeDisk"), duration("sealpost.health.maxLogLag"));
  }

  boolean isObserved() throws StartException {
    return observePort() != 0;
  }

  boolean isTraced() throws StartException {
    return flag("sealpost.tracing.enabled");
  }

  private boolean flag(String key) throws StartException {
    return switch (text(key)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw StartException.invalidSetting(
              key + " is " + text(key) + ": write true or false", null);
    };
  }

  private int number(String key, int least, int most) throws StartException {
    String text = text(key);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw StartException.invalidSetting(notANumber(key, text, least, most), e);
    }
    throw StartException.invalidSetting(notANumber(key, text, least, most), null);
  }

  private static String notANumber(String key, String text, int least, int most) {
    return key + " is " + text + ": write a whole number from " + least + " to " + most;
  }

  /** Never quotes a value that cannot be resolved: it may be a secret's place. */
  private String text(String key) throws StartException {
    try {
      return context.resolvePropertyPlaceholders("{{" + key + "}}").strip();
    } catch (RuntimeException e) {
      throw StartException.invalidSetting(key + " has no value: see application.properties", e);
    }
  }
}
