package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.SealpostFixture;
import io.sealpost.receiver.Answer;
import io.sealpost.receiver.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask the management API of a running Sealpost, over TLS. */
@Timeout(180)
class ManagementCommandsTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir static Path folder;
  private static SealpostFixture sealpost;
  private static final AtomicBoolean BROKEN = new AtomicBoolean(true);

  @BeforeAll
  static void start() throws Exception {
    sealpost = new SealpostFixture(folder).activation("welcome", "");
    sealpost.answer(request -> Answer.of(BROKEN.get() ? 400 : 200));
    SelfSignedCertificate certificate = SelfSignedCertificate.forLoopback(Clock.systemUTC());
    certificate.writePem(folder.resolve("config/management.pem"));
    Files.writeString(folder.resolve("config/management.key"), key(certificate));
    Files.writeString(
        folder.resolve("config/application.properties"),
        """
        sealpost.management.host=0.0.0.0
        sealpost.management.port=%s
        sealpost.management.tls.certificate=management.pem
        sealpost.management.tls.key=management.key
        """
            .formatted(sealpost.managementPort()));
    sealpost.start();
    for (String id : List.of("d1", "d2", "d3")) {
      sealpost.send(
          "{\"user_id\": \"u\"}",
          Map.of("activation", "welcome", "deliveryId", id, "event", "of-" + id));
    }
    await().atMost(LIMIT).until(() -> rows("deliveries").size() == 3);
  }

  @AfterAll
  static void stop() {
    sealpost.close();
  }

  @Test
  void theLogOfARunningSealpostIsRead() throws Exception {
    CommandRun first = run("deliveries", "--limit", "2", "--json");
    assertThat(first.exitCode()).isZero();
    String cursor = first.err().replaceAll("(?s).*--cursor (\\S+)\\..*", "$1");
    assertThat(rows("deliveries", "--limit", "2", "--cursor", cursor)).hasSize(1);
    assertThat(rows("deliveries", "--event", "of-d2").findValuesAsText("id")).containsExactly("d2");
    assertThat(run("deliveries", "show", "d1").out()).contains("reason: http-status");
    assertThat(run("deliveries", "show", "unheard").exitCode()).isEqualTo(1);
    assertThat(rows("stats", "--bucket", "1h").at("/0/errors").asText())
        .isEqualTo("http-status 400: 3");
    assertThat(run("deliveries", "--outcome", "lost").exitCode()).isEqualTo(2);
  }

  @Test
  void activationsAreListedPausedAndResumed() throws Exception {
    CommandRun paused = run("activations", "pause", "welcome");
    assertThat(paused.exitCode()).isZero();
    assertThat(paused.out()).contains("paused");
    assertThat(rows("activations", "list").findValuesAsText("state")).containsExactly("paused");
    assertThat(run("status").out()).containsPattern("sealpost.delivery.welcome .*paused");

    assertThat(rows("activations", "resume", "welcome").findValuesAsText("state"))
        .containsExactly("running");
    CommandRun unknown = run("activations", "pause", "welcom");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("did you mean welcome?");
  }

  @Test
  void deliveriesAreReplayedByWhatTheLogHasOfThem() throws Exception {
    assertThat(run("deliveries", "replay", "--event", "of-d3", "--dry-run").out())
        .isEqualTo("1 would be replayed.%n".formatted());
    BROKEN.set(false);
    CommandRun replayed = run("deliveries", "replay", "--event", "of-d3", "--json");

    assertThat(new ObjectMapper().readTree(replayed.out()).path("done").asInt()).isEqualTo(1);
    await()
        .atMost(LIMIT)
        .until(() -> rows("deliveries", "--id", "d3", "--outcome", "delivered").size() == 1);
    CommandRun none = run("deliveries", "replay", "--outcome", "delivered");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.out()).contains("0 replayed.").contains("1 deliveries are not dead.");
    assertThat(run("deliveries", "replay").exitCode()).isEqualTo(2);
    assertThat(run("deliveries", "replay", "--all", "--id", "d1").exitCode()).isEqualTo(2);
  }

  @Test
  void withAnotherDataFolderNothingIsChanged() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("management-token"), "x".repeat(43));

    CommandRun run =
        CommandRun.of(
            "activations",
            "pause",
            "welcome",
            "--config=" + folder.resolve("config"),
            "--data=" + other);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("another data folder").contains("#nothing-answers");
  }

  @Test
  void aServerWithAnotherCertificateGetsNoToken() throws Exception {
    Path config = Files.createDirectories(folder.resolve("pinned"));
    SelfSignedCertificate.forLoopback(Clock.systemUTC()).writePem(config.resolve("management.pem"));
    Files.copy(
        folder.resolve("config/application.properties"), config.resolve("application.properties"));

    CommandRun run =
        CommandRun.of(
            "activations", "list", "--config=" + config, "--data=" + folder.resolve("data"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("another certificate");
  }

  @Test
  void withNothingRunningItSaysWhatToStart() {
    CommandRun run =
        CommandRun.of(
            "activations",
            "list",
            "--config=" + folder.resolve("nowhere"),
            "--data=" + folder.resolve("nowhere"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("sealpost run").contains("#nothing-answers");
  }

  private static String key(SelfSignedCertificate certificate) {
    X509KeyManager keys = (X509KeyManager) certificate.keyManagers().getKeyManagers()[0];
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPrivateKey("receiver").getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static JsonNode rows(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--json");
    CommandRun run = run(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--config=" + folder.resolve("config"));
    all.add("--data=" + folder.resolve("data"));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
