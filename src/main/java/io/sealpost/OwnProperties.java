package io.sealpost;

import io.sealpost.configuration.NearestName;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** The operator's {@code application.properties}: what it says of Sealpost must mean something. */
final class OwnProperties {
  private static final String OURS = "sealpost.";

  private static final String LOG_FORMAT = "sealpost.log.format";

  /** Read by logback.xml before there is anything else. */
  private static final Set<String> LOGGING =
      Set.of(LOG_FORMAT, "sealpost.log.level", "sealpost.log.rootLevel");

  private static final Set<String> LOG_FORMATS = Set.of("text", "json");

  private OwnProperties() {}

  /**
   * Fails the start for a setting that does not exist. Camel's own keys are for Camel to judge.
   *
   * @throws StartException naming all such keys, each with the nearest one that exists
   */
  static void check(Path file) throws StartException {
    checkLogFormat();
    if (!Files.exists(file)) {
      return;
    }
    Set<String> known = Sealpost.defaults().stringPropertyNames();
    List<String> unknown =
        read(file).stringPropertyNames().stream()
            .filter(key -> key.startsWith(OURS) && !known.contains(key))
            .sorted()
            .map(key -> key + suggestion(key, known))
            .toList();
    if (!unknown.isEmpty()) {
      throw StartException.listing(
          "invalid-setting", file + " has settings that do not exist", unknown);
    }
  }

  /** By another one nothing would be logged at all. */
  private static void checkLogFormat() throws StartException {
    String format = System.getProperty(LOG_FORMAT, System.getenv("SEALPOST_LOG_FORMAT"));
    if (format != null && !LOG_FORMATS.contains(format)) {
      throw StartException.invalidSetting(
          LOG_FORMAT + " is " + format + ": write text or json", null);
    }
  }

  private static String suggestion(String key, Set<String> known) {
    if (LOGGING.contains(key)) {
      return ": logging begins before this file is read, set it by -D" + key;
    }
    return NearestName.of(key, known).map(name -> ": did you mean " + name + "?").orElse("");
  }

  private static Properties read(Path file) throws StartException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw StartException.invalidSetting(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
