package io.sealpost.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The folders a command works with. Without options they lie in the working directory if that has a
 * {@code config} folder, else beside the launcher.
 */
final class Folders {
  private static final String CONFIG = "config";

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description =
          "Connections and activations. Default: config in the working directory, if there, else"
              + " beside the launcher.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Messages and generated credentials. Default: data beside the default configuration.")
  private @Nullable Path data;

  @Option(
      names = "--routes",
      paramLabel = "DIR",
      description =
          "Camel routes. Default: routes beside the default configuration, if there, else beside"
              + " the launcher.")
  private @Nullable Path routes;

  Path config() {
    return config != null ? config : defaults().resolve(CONFIG);
  }

  Path data() {
    return data != null ? data : defaults().resolve("data");
  }

  Path routes() {
    if (routes != null) {
      return routes;
    }
    Path own = defaults().resolve("routes");
    return Files.isDirectory(own) ? own : home().resolve("routes");
  }

  /** For {@link io.sealpost.Sealpost}. */
  Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("sealpost.config", config().toString());
    settings.setProperty("sealpost.data", data().toString());
    settings.setProperty("sealpost.routes", routes().toString());
    return settings;
  }

  private static Path defaults() {
    return Files.isDirectory(Path.of(CONFIG)) ? Path.of("") : home();
  }

  /** Set by the launcher. */
  private static Path home() {
    return Path.of(System.getProperty("sealpost.home", ""));
  }
}
