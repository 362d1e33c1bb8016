package io.sealpost.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.configuration.ConfigurationReader;
import java.nio.file.Path;
import java.util.Map;

/** What is wrong with the configuration folder as it is now. */
final class ConfigurationResources {
  private final ConfigurationReader reader;
  private final Path folder;

  ConfigurationResources(ConfigurationReader reader, Path folder) {
    this.reader = reader;
    this.folder = folder;
  }

  Map<String, Resource> byOperation() {
    return Map.of("checkConfiguration", request -> check());
  }

  private ApiAnswer check() {
    ConfigurationReader.Result result = reader.read(folder);
    ObjectNode answer = ApiAnswer.object();
    answer.put("valid", result.configuration() != null);
    answer.set("problems", ApiAnswer.json(result.problems()));
    return ApiAnswer.ok(answer);
  }
}
