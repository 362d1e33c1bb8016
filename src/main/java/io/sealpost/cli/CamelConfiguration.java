package io.sealpost.cli;

import io.sealpost.Sealpost;
import io.sealpost.SealpostAssembly;
import io.sealpost.StartException;
import io.sealpost.configuration.CamelPlaceholderResolver;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.PlaceholderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;

/**
 * Reads the configuration as {@code run} would, without running anything. Placeholders get their
 * values from Camel's functions and {@code application.properties}. A context takes a moment to
 * make: commands without need of one don't.
 */
final class CamelConfiguration implements AutoCloseable {
  private final Path folder;
  private final CamelContext context = new DefaultCamelContext(false);

  CamelConfiguration(Path folder) {
    this.folder = folder;
    Path properties = folder.resolve("application.properties");
    PropertiesComponent settings = context.getPropertiesComponent();
    settings.setInitialProperties(Sealpost.defaults());
    if (Files.exists(properties)) {
      settings.addLocation("file:" + properties.toAbsolutePath());
    }
    Properties named = new Properties();
    named.setProperty("sealpost.config", folder.toString());
    settings.setOverrideProperties(named);
    context.build();
  }

  ConfigurationReader.Result read() {
    try {
      return SealpostAssembly.configurationReader(context).read(folder);
    } catch (StartException e) {
      throw CommandException.failed(e.getMessage(), e);
    }
  }

  /** The text with its placeholders' values. */
  String resolve(String text) throws PlaceholderException {
    return new CamelPlaceholderResolver(context, folder).resolve(text);
  }

  @Override
  public void close() {
    context.stop();
  }
}
