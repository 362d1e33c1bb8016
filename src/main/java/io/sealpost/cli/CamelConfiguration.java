package io.sealpost.cli;

import io.sealpost.configuration.CamelPlaceholderResolver;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.Defaults;
import io.sealpost.configuration.PlaceholderException;
import io.sealpost.configuration.PlaceholderResolver;
import io.sealpost.expression.TemplateParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

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
    if (Files.exists(properties)) {
      context.getPropertiesComponent().addLocation("file:" + properties.toAbsolutePath());
    }
    context.build();
  }

  ConfigurationReader.Result read() {
    return new ConfigurationReader(placeholders(), new TemplateParser(List.of()), Defaults.STANDARD)
        .read(folder);
  }

  /** The text with its placeholders' values. */
  String resolve(String text) throws PlaceholderException {
    return placeholders().resolve(text);
  }

  private PlaceholderResolver placeholders() {
    return new CamelPlaceholderResolver(context, folder);
  }

  @Override
  public void close() {
    context.stop();
  }
}
