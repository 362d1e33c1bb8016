package io.sealpost.configuration;

import io.sealpost.configuration.Problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The folder whose files make up a configuration: {@code connections/*.yaml}, {@code
 * activations/*.yaml} and {@code secrets.yaml}. Hidden files and editors' backups are not looked
 * at.
 */
record ConfigurationFolder(Path root) {
  static final String CONNECTIONS = "connections";
  static final String ACTIVATIONS = "activations";
  private static final String SECRETS = "secrets.yaml";
  private static final String YAML = ".yaml";

  ConfigurationFolder {
    root = root.toAbsolutePath().normalize();
  }

  /** One of its files. */
  record Entry(String name, String path) {}

  /** The YAML files of a folder in it, in alphabetical order of their names. */
  List<Entry> entries(String folder, List<Problem> problems) {
    List<Entry> entries = new ArrayList<>();
    for (String fileName : fileNames(root.resolve(folder), folder, problems)) {
      String path = folder + "/" + fileName;
      if (fileName.endsWith(YAML)) {
        entries.add(new Entry(fileName.substring(0, fileName.length() - YAML.length()), path));
      } else if (looksLikeYaml(fileName)) {
        problems.add(atStart(path, "wrong-extension", "is not read; rename it to end in .yaml"));
      }
    }
    return entries;
  }

  /** Empty where there is none, which is fine. */
  Optional<Entry> secrets(List<Problem> problems) {
    if (Files.exists(root.resolve("secrets.yml"))) {
      problems.add(
          atStart("secrets.yml", "wrong-extension", "is not read; rename it to " + SECRETS));
    }
    return Files.exists(root.resolve(SECRETS))
        ? Optional.of(new Entry("secrets", SECRETS))
        : Optional.empty();
  }

  /** All files whose presence or content matters, as far as they can be listed. */
  Set<Path> yamlFiles() {
    Set<Path> files = new LinkedHashSet<>();
    for (String folder : List.of(CONNECTIONS, ACTIVATIONS)) {
      for (String fileName : fileNames(root.resolve(folder), folder, new ArrayList<>())) {
        if (looksLikeYaml(fileName)) {
          files.add(root.resolve(folder).resolve(fileName));
        }
      }
    }
    files.add(root.resolve(SECRETS));
    files.add(root.resolve("secrets.yml"));
    return files;
  }

  /** The bytes of a file, at most one more than the reader accepts. */
  Optional<byte[]> read(Entry entry, List<Problem> problems) {
    Path path = root.resolve(entry.path());
    if (!Files.isRegularFile(path)) {
      problems.add(atStart(entry.path(), "unreadable", "is not a file; remove or rename it"));
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Optional.of(in.readNBytes(YamlReader.MAX_BYTES + 1));
    } catch (IOException e) {
      problems.add(
          atStart(
              entry.path(),
              "unreadable",
              "cannot be read (" + e.getClass().getSimpleName() + "); check its permissions"));
      return Optional.empty();
    }
  }

  static Problem atStart(String path, String code, String message) {
    return new Problem(Severity.ERROR, path, 1, 1, "", code, message);
  }

  private static List<String> fileNames(Path folder, String shown, List<Problem> problems) {
    List<String> names = new ArrayList<>();
    if (!Files.exists(folder)) {
      return names;
    }
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        String name = path.getFileName().toString();
        if (!name.startsWith(".") && !name.startsWith("#")) {
          names.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      problems.add(
          atStart(
              shown,
              "unreadable",
              "cannot be listed ("
                  + e.getClass().getSimpleName()
                  + "); it must be a folder that may be read"));
    }
    names.sort(String::compareTo);
    return names;
  }

  private static boolean looksLikeYaml(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yml") || lower.endsWith(YAML) || lower.endsWith(".json");
  }
}
