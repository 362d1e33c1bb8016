package io.sealpost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built product, as a user starts it. */
@Tag("packaged")
class PackagedLauncherTest {
  @TempDir private Path folder;

  @Test
  void aResultIsAllThatStandardOutputHolds() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "It's a Secret to Everybody");
    Path body = Files.writeString(folder.resolve("body"), "Hello, World!");

    // GitHub's own example: docs.github.com, Validating webhook deliveries.
    Run run =
        sealpost(
            "verify",
            "--scheme=github",
            "--secret-file=" + secret,
            "--body=" + body,
            "--header=X-Hub-Signature-256:"
                + " sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");

    assertThat(run).isEqualTo(new Run(0, "signature valid (scheme github, secret 1)\n", ""));
  }

  @Test
  void anErrorHasItsExitCodeAndNoResult() throws Exception {
    Run run = sealpost("dead", "list", "--config=" + folder, "--data=" + folder);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("sealpost: ").contains("sealpost run").hasLineCount(1);
  }

  private record Run(int exitCode, String out, String err) {}

  private Run sealpost(String... arguments) throws Exception {
    String launcher = Path.of("sealpost").toAbsolutePath().toString();
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(launcher), Stream.of(arguments)).toList());
    builder.environment().put("SEALPOST_BUILD", "never");
    // Nobody's options of the machine the tests run on.
    builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "SEALPOST_JAVA_OPTS"));
    Process process = builder.directory(folder.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, err);
  }
}
