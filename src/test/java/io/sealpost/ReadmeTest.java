package io.sealpost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's commands as a stranger would, on the built product. */
@Tag("packaged")
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private final int brokerPort = FreePort.next();
  private final int observePort = FreePort.next();
  private final int listenPort = FreePort.next();
  private String readme;

  @BeforeEach
  void prepare() throws IOException {
    readme = Files.readString(Path.of("README.md"));
    Files.createSymbolicLink(
        folder.resolve("sealpost"), Path.of("sealpost").toAbsolutePath().normalize());
    Files.createDirectory(folder.resolve("config"));
    Files.writeString(folder.resolve("config/acme.secret"), "s3cret\n");
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.waitFor(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void theDemoShowsWhatTheReadmeSaysAndEndsWell() throws Exception {
    Path output = folder.resolve("demo.txt");

    assertThat(run("./sealpost demo", output)).isZero();

    assertThat(Files.readString(output))
        .contains("POST /flaky/u-4711", "X-TD-Signature: ", "X-Attempt: 2")
        .contains("answered 200, signature valid (scheme td, secret 1)")
        .contains("answered 400, signature valid (scheme td, secret 1)")
        .containsPattern("flaky +3 +200 +valid")
        .contains("sealpostReason: http-status")
        .contains("Delivered, with the same delivery id: del_")
        .doesNotContain("not valid");
    assertThat(readme).contains("./sealpost demo\n");
  }

  @Test
  void theExampleConfigurationDelivers() throws Exception {
    for (String yaml : blocks("yaml")) {
      write(yaml);
    }
    Path received = start(block("./sealpost listen"), "received.txt");
    await().atMost(PATIENCE).until(() -> Files.readString(received).contains("Listening on"));
    Path log = start(block("./sealpost run"), "run.txt");
    await().atMost(PATIENCE).until(() -> Files.readString(log).contains("serves 1 activation;"));

    for (String command : block("./sealpost check").lines().toList()) {
      Path output = folder.resolve("command.txt");
      assertThat(run(command, output)).as("%s%n%s", command, Files.readString(output)).isZero();
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Files.readString(received))
                    .contains("--- request 2")
                    .doesNotContain("not valid"));
    assertThat(Files.readString(received))
        .contains("POST /v1/users/u-1/events", "X-Api-Key: k-1", "signature valid");
  }

  @Test
  void everyCommandOfTheReadmeIsRunByATest() {
    assertThat(blocks("sh").stream().map(block -> block.lines().findFirst().orElseThrow()))
        .hasSize(5)
        .anyMatch("./sealpost demo"::equals)
        .anyMatch("./sealpost run"::equals)
        .anyMatch(first -> first.startsWith("./sealpost listen "))
        .anyMatch("./sealpost check"::equals)
        // What runs this test.
        .anyMatch("mvn verify"::equals);
  }

  private List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(readme);
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  private String block(String beginning) {
    return blocks("sh").stream()
        .filter(block -> block.startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  /** The first line is a comment with the file's name. */
  private void write(String yaml) throws IOException {
    Path file = folder.resolve(yaml.lines().findFirst().orElseThrow().substring("# ".length()));
    Files.createDirectories(file.getParent());
    Files.writeString(file, ported(yaml));
  }

  private String ported(String text) {
    return text.replace("8444", Integer.toString(listenPort));
  }

  private int run(String command, Path output) throws IOException, InterruptedException {
    Process process = process(command, output);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(command).isTrue();
    return process.exitValue();
  }

  private Path start(String command, String outputName) throws IOException {
    Path output = folder.resolve(outputName);
    started.add(0, process("exec " + command, output));
    return output;
  }

  private Process process(String command, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", ported(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("ACME_API_KEY", "k-1");
    builder.environment().put("SEALPOST_BROKER_PORT", Integer.toString(brokerPort));
    builder.environment().put("SEALPOST_OBSERVE_PORT", Integer.toString(observePort));
    builder.environment().put("SEALPOST_MANAGEMENT_PORT", "0");
    builder.environment().put("SEALPOST_BUILD", "never");
    return builder.start();
  }
}
