package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.expression.TemplateParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A configuration folder that tests write, with an environment of its own. */
final class TestFolder {
  /** Part of every secret here: no problem, log or exception may show it. */
  static final String CANARY = "canary";

  static final String CONNECTION =
      """
      connection: acme
      urlPrefix: https://api.acme.example/v1/
      authType: bearer
      bearerToken: "{{env:ACME_TOKEN}}"
      signing:
        secrets: ["{{file:secrets/acme}}"]
      """;

  static final String ACTIVATION =
      """
      activation: welcome
      connection: acme
      url: https://api.acme.example/v1/users/{{user_id}}
      requestBody:
        user_id: "{{user_id}}"
      """;

  final Path root;
  final Map<String, String> environment = new HashMap<>();

  TestFolder(Path root) {
    this.root = root;
    environment.put("ACME_TOKEN", "canary-token");
    environment.put("PARTNER_TOKEN", "canary-partner");
    environment.put("EMPTY", "");
  }

  /** A folder with one connection, one activation and one named secret, all valid. */
  static TestFolder valid(Path root) {
    TestFolder folder = new TestFolder(root);
    folder.write("connections/acme.yaml", CONNECTION);
    folder.write("activations/welcome.yaml", ACTIVATION);
    folder.write("secrets.yaml", "partnerToken: \"{{env:PARTNER_TOKEN}}\"\n");
    folder.write("secrets/acme", "canary-signing-secret\n");
    return folder;
  }

  TestFolder write(String path, String text) {
    return write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The connection again, with other keys below its name and URL prefix. */
  void connection(String rest) {
    write(
        "connections/acme.yaml",
        "connection: acme\nurlPrefix: https://api.acme.example/v1/\n" + rest);
  }

  TestFolder write(String path, byte[] bytes) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new AssertionError("the test cannot write " + path, e);
    }
  }

  TestFolder delete(String path) {
    try {
      Files.delete(root.resolve(path));
      return this;
    } catch (IOException e) {
      throw new AssertionError("the test cannot delete " + path, e);
    }
  }

  ConfigurationReader reader() {
    return reader(text -> Placeholder.replaceAll(text, this::value));
  }

  static ConfigurationReader reader(PlaceholderResolver resolver) {
    return new ConfigurationReader(resolver, new TemplateParser(List.of()), Defaults.STANDARD);
  }

  ConfigurationReader.Result read() {
    return reader().read(root);
  }

  /** What is read: there are no errors. */
  Configuration configuration() {
    ConfigurationReader.Result result = read();
    assertThat(result.problems()).noneMatch(p -> p.severity() == Problem.Severity.ERROR);
    return Objects.requireNonNull(result.configuration());
  }

  private String value(Placeholder placeholder) throws PlaceholderException {
    if ("file".equals(placeholder.function())) {
      try {
        return new FilePropertiesFunction(root).apply(placeholder.argument());
      } catch (IllegalArgumentException e) {
        throw new PlaceholderException(placeholder.offset(), e.getMessage(), e);
      }
    }
    String value = environment.get(placeholder.argument());
    if (value == null) {
      throw new PlaceholderException(
          placeholder.offset(), placeholder.shown() + " has no value; set it");
    }
    return value;
  }
}
