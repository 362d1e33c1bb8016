package io.sealpost.cli;

import io.sealpost.configuration.CamelPlaceholderResolver;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.Defaults;
import io.sealpost.expression.TemplateParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Reads the configuration as {@code run} would, without running anything. */
final class CamelConfiguration {
  private CamelConfiguration() {}

  /** Placeholders get their values from Camel's functions and {@code application.properties}. */
  static ConfigurationReader.Result read(Path folder) {
    CamelContext context = new DefaultCamelContext(false);
    try {
      Path properties = folder.resolve("application.properties");
      if (Files.exists(properties)) {
        context.getPropertiesComponent().addLocation("file:" + properties.toAbsolutePath());
      }
      context.build();
      return new ConfigurationReader(
              new CamelPlaceholderResolver(context, folder),
              new TemplateParser(List.of()),
              Defaults.STANDARD)
          .read(folder);
    } finally {
      context.stop();
    }
  }
}
