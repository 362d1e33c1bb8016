package io.sealpost.cli;

import io.sealpost.activation.Activation;
import io.sealpost.configuration.Configuration;
import io.sealpost.configuration.ConfigurationReader;
import io.sealpost.configuration.NearestName;
import io.sealpost.configuration.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An activation of a valid configuration.
 *
 * @param configuration it is from
 */
record ConfiguredActivation(Activation activation, Configuration configuration) {
  private static final String YAML = ".yaml";

  /** Ends the command where the configuration has errors or no such activation. */
  static ConfiguredActivation named(String name, Path folder) {
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
    Activation activation =
        configuration
            .activation(name)
            .orElseThrow(() -> missing(name, folder, configuration.activations().keySet()));
    return new ConfiguredActivation(activation, configuration);
  }

  /**
   * Ends the command where the folder has activations, but no file of this name. Nothing is read:
   * whoever sends a message need not have the configuration, or its secrets.
   */
  static void requireFile(String name, Path folder) {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder.resolve("activations"), "*" + YAML)) {
      files.forEach(file -> names.add(file.getFileName().toString().replace(YAML, "")));
    } catch (NoSuchFileException | NotDirectoryException elsewhere) {
      return;
    } catch (IOException e) {
      throw CommandException.unreadable(folder.resolve("activations"), e);
    }
    if (!names.isEmpty() && !names.contains(name)) {
      throw missing(name, folder, names);
    }
  }

  /** Ends the command where the folder is none. As above, nothing is read. */
  static boolean hasFile(String name, Path folder) {
    Path activations = folder.resolve("activations");
    if (!Files.isDirectory(activations)) {
      throw CommandException.unusable(
          "There are no activations in " + folder + ": name the configuration with --config.",
          null);
    }
    return Files.exists(activations.resolve(name + YAML));
  }

  private static CommandException missing(String name, Path folder, Set<String> names) {
    return CommandException.notSo(
        "There is no activation %s in %s: %s"
            .formatted(name, folder, NearestName.suggestion(name, names)));
  }
}
