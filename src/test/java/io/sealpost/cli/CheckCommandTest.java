package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir private Path config;

  @BeforeEach
  void configure() throws IOException {
    write("secret.txt", "s3cret-canary\n");
    write(
        "connections/acme.yaml",
        """
        connection: acme
        urlPrefix: https://api.acme.example/v1/
        authType: bearer
        bearerToken: "{{file:secret.txt}}"
        signing:
          secrets: ["{{file:secret.txt}}"]
        """);
    write(
        "activations/welcome.yaml",
        """
        activation: welcome
        connection: acme
        url: https://api.acme.example/v1/users/{{user_id}}
        requestBody:
          user_id: "{{user_id}}"
        """);
  }

  @Test
  void aGoodConfigurationIsCountedAndEndsWithZero() {
    CommandRun run = CommandRun.of("check", "--config=" + config);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("1 connection, 1 activation: 0 errors, 0 warnings\n");
    assertThat(run.exitCode()).isZero();
    assertThat(CommandRun.of("check", "--config=" + config, "--json").out().strip())
        .isIn("[]", "[ ]");
  }

  @Test
  void allErrorsAreNamedAtOnceWithTheirPlaces() throws Exception {
    write(
        "activations/welcome.yaml",
        """
        activation: welcome
        connection: acme
        url: https://evil.example/{{user_id}}
        requestBdy: {}
        """);

    CommandRun text = CommandRun.of("check", "--config=" + config);
    CommandRun json = CommandRun.of("check", "--config=" + config, "--json");

    assertThat(text.exitCode()).isEqualTo(1);
    assertThat(text.out())
        .contains("activations/welcome.yaml:3:", "activations/welcome.yaml:4:", "requestBody")
        .doesNotContain("s3cret-canary");
    assertThat(json.exitCode()).isEqualTo(1);
    JsonNode problems = new ObjectMapper().readTree(json.out());
    assertThat(problems.size()).isGreaterThanOrEqualTo(2);
    assertThat(problems.get(0).fieldNames())
        .toIterable()
        .containsExactly("severity", "file", "line", "column", "key", "code", "message");
    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.get("severity").asText()).isEqualTo("error");
              assertThat(problem.get("file").asText()).isEqualTo("activations/welcome.yaml");
              assertThat(problem.get("line").asInt()).isEqualTo(4);
            });
  }

  @Test
  void warningsAreNoErrors() throws Exception {
    Path connection = config.resolve("connections/acme.yaml");
    Files.writeString(
        connection,
        Files.readString(connection).replaceFirst("(?s)signing:.*", "signing: {scheme: none}\n"));

    CommandRun run = CommandRun.of("check", "--config=" + config);

    assertThat(run.out()).contains(": warning: ").contains("0 errors, 1 warning");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void anotherFolderIsAskedForWhereThereIsNone() {
    CommandRun run = CommandRun.of("check", "--config=" + config.resolve("nowhere"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("nowhere", "--config");
  }

  private void write(String file, String content) throws IOException {
    Path path = config.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
