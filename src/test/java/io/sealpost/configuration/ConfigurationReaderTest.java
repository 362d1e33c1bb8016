package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
  @TempDir Path root;
  private TestFolder folder;

  @BeforeEach
  void aValidFolder() {
    folder = TestFolder.valid(root);
  }

  @Test
  void secretsAreNamed() {
    assertThat(folder.configuration().secrets())
        .isEqualTo(Map.of("partnerToken", Secret.of("canary-partner")));
  }

  @Test
  void allFilesThatDecideAreKnown() {
    assertThat(folder.configuration().files())
        .extracting(file -> root.toAbsolutePath().relativize(file).toString().replace('\\', '/'))
        .containsExactlyInAnyOrder(
            "connections/acme.yaml", "activations/welcome.yaml", "secrets.yaml", "secrets/acme");
  }

  @Test
  void aFolderWithoutActivationsIsValid(@TempDir Path empty) {
    ConfigurationReader.Result result = folder.reader().read(empty);

    assertThat(result.configuration()).isNotNull();
    assertThat(result.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "activations:1:1: warning: there is no activation, so nothing will be delivered; add"
                + " activations/<name>.yaml [no-activations]");
  }

  @Test
  void aFolderThatIsNotThereIsOneProblem() {
    ConfigurationReader.Result result = folder.reader().read(root.resolve("absent"));

    assertThat(result.configuration()).isNull();
    assertThat(result.problems()).extracting(Problem::code).containsExactly("no-folder");
  }

  @Test
  void aFolderInPlaceOfAFileIsAProblem() throws IOException {
    Files.createDirectory(root.resolve("connections/odd.yaml"));

    assertThat(folder.read().problems())
        .extracting(Problem::toString)
        .containsExactly(
            "connections/odd.yaml:1:1: error: is not a file; remove or rename it [unreadable]");
  }

  @Test
  void warningsStayWithTheConfiguration() {
    folder.connection("authType: none\n");

    assertThat(folder.configuration().warnings())
        .extracting(Problem::code)
        .containsExactly("unsigned");
  }

  @Test
  void problemsAreJsonAsTheCommandLinePromises() throws IOException {
    Problem problem =
        new Problem(Problem.Severity.ERROR, "connections/a.yaml", 2, 3, "tls.trust", "x-y", "no");

    assertThat(new ObjectMapper().writeValueAsString(List.of(problem)))
        .isEqualTo(
            "[{\"severity\":\"error\",\"file\":\"connections/a.yaml\",\"line\":2,\"column\":3,"
                + "\"key\":\"tls.trust\",\"code\":\"x-y\",\"message\":\"no\"}]");
  }
}
