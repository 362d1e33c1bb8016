package io.sealpost.cli;

import io.sealpost.Sealpost;
import io.sealpost.attemptlog.EndRecord;
import io.sealpost.attemptlog.NodeName;
import io.sealpost.configuration.PlaceholderException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Properties;

/**
 * The settings of {@code application.properties}, as far as commands that talk to a running
 * Sealpost need them: the shipped defaults, {@code config/application.properties}, the environment,
 * {@code -D}; the later one wins.
 */
final class ClientSettings {
  private final Path configuration;
  private final Properties properties;

  private ClientSettings(Path configuration, Properties properties) {
    this.configuration = configuration;
    this.properties = properties;
  }

  static ClientSettings read(Path configuration) {
    Properties properties = Sealpost.defaults();
    Path own = configuration.resolve("application.properties");
    if (Files.exists(own)) {
      try (Reader reader = Files.newBufferedReader(own)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw CommandException.unusable("File " + own + " can't be read: " + e.getMessage(), e);
      }
    }
    return new ClientSettings(configuration, properties);
  }

  /** With the values of its placeholders; empty where it is not set. */
  String get(String key) {
    String value = raw(key);
    if (!value.contains("{{")) {
      return value;
    }
    try (CamelConfiguration camel = new CamelConfiguration(configuration)) {
      return camel.resolve(value);
    } catch (PlaceholderException e) {
      throw CommandException.unusable(key + ": " + e.getMessage(), e);
    }
  }

  /** What the attempt log keeps of what an operator ends here. */
  EndRecord endRecord() {
    return new EndRecord(Clock.systemUTC(), NodeName.of(get("sealpost.node")));
  }

  private String raw(String key) {
    String value = System.getProperty(key);
    if (value == null) {
      value = System.getenv(environmentName(key));
    }
    return value != null ? value : properties.getProperty(key, "").strip();
  }

  /** {@code SEALPOST_BROKER_USERNAME} for {@code sealpost.broker.userName}, as Camel does it. */
  private static String environmentName(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
