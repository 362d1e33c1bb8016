package io.sealpost.cli;

import io.sealpost.activation.Activation;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.Problem;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * An activation of a valid configuration.
 *
 * @param configuration it is from
 */
record ConfiguredActivation(Activation activation, Configuration configuration) {
  /** Ends the command where the configuration has errors or no such activation. */
  static ConfiguredActivation named(String name, Path folder) {
    Configuration configuration = valid(folder);
    Activation activation =
        configuration
            .activation(name)
            .orElseThrow(
                () ->
                    CommandException.notSo(
                        "There is no activation %s in %s. There are: %s."
                            .formatted(
                                name,
                                folder,
                                String.join(", ", configuration.activations().keySet()))));
    return new ConfiguredActivation(activation, configuration);
  }

  /** Ends the command where the configuration has errors. */
  static boolean exists(String name, Path folder) {
    return valid(folder).activation(name).isPresent();
  }

  private static Configuration valid(Path folder) {
    ConfigurationReader.Result result;
    try (CamelConfiguration camel = new CamelConfiguration(folder)) {
      result = camel.read();
    }
    Configuration configuration = result.configuration();
    if (configuration == null) {
      throw CommandException.notSo(
          result.problems().stream()
              .filter(problem -> problem.severity() == Problem.Severity.ERROR)
              .map(Problem::toString)
              .collect(Collectors.joining("\n", "The configuration has errors:\n", "")));
    }
    return configuration;
  }
}
