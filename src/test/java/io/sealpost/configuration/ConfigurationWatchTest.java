package io.sealpost.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationWatchTest {
  @TempDir Path root;

  private final Recorder recorder = new Recorder();
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private TestFolder folder;
  private ConfigurationWatch watch;

  @BeforeEach
  void watchAValidFolder() {
    folder = TestFolder.valid(root);
    Configuration initial = Objects.requireNonNull(folder.read().configuration());
    watch = new ConfigurationWatch(folder.reader(), root, initial, recorder);
    watch.look();
  }

  @AfterEach
  void stop() {
    watch.close();
    executor.shutdownNow();
  }

  @Test
  void nothingChangesWhereNoFileDoes() throws IOException {
    Files.setLastModifiedTime(file("activations/welcome.yaml"), FileTime.from(Instant.now()));
    folder.write("activations/welcome.yaml", "# a comment\n" + TestFolder.ACTIVATION);
    watch.look();

    assertThat(recorder.changes).isEmpty();
    assertThat(recorder.refusals).isEmpty();
  }

  @Test
  void aNewActivationIsServedWithoutTouchingTheOthers() {
    folder.write("activations/second.yaml", TestFolder.ACTIVATION.replace("welcome", "second"));
    watch.look();

    ConfigurationChange change = recorder.only();
    assertThat(change.activations().added()).containsExactly("second");
    assertThat(change.activations().removed()).isEmpty();
    assertThat(change.activations().changed()).isEmpty();
    assertThat(change.connections().isEmpty()).isTrue();
    assertThat(change.to()).isSameAs(watch.current());
    assertThat(watch.current().activations()).containsOnlyKeys("second", "welcome");
  }

  @Test
  void aRemovedActivationIsSeen() {
    folder.delete("activations/welcome.yaml");
    watch.look();

    assertThat(recorder.only().activations().removed()).containsExactly("welcome");
  }

  @Test
  void aChangedConnectionChangesItsActivationsOnly() {
    folder.write("connections/other.yaml", TestFolder.CONNECTION.replace(": acme", ": other"));
    folder.write(
        "activations/theirs.yaml",
        TestFolder.ACTIVATION.replace("welcome", "theirs").replace(": acme", ": other"));
    watch.look();
    recorder.changes.clear();
    folder.write("connections/acme.yaml", TestFolder.CONNECTION + "concurrency: 3\n");
    watch.look();

    assertThat(recorder.only().connections().changed()).containsExactly("acme");
    assertThat(recorder.only().activations().changed()).containsExactly("welcome");
  }

  @Test
  void aRotatedSecretChangesTheConnection() {
    folder.write("secrets/acme", "canary-new\n");
    watch.look();

    assertThat(recorder.only().connections().changed()).containsExactly("acme");
  }

  @Test
  void aNamedSecretChangesTheActivationsThatReferToIt() {
    folder.write(
        "activations/second.yaml",
        TestFolder.ACTIVATION.replace("welcome", "second")
            + "customHeaders: {X-Key: \"{{secret:partnerToken}}\"}\n");
    watch.look();
    recorder.changes.clear();
    folder.environment.put("PARTNER_TOKEN", "canary-rotated");
    folder.write("secrets.yaml", "\npartnerToken: \"{{env:PARTNER_TOKEN}}\"\n");
    watch.look();

    assertThat(recorder.only().activations().changed()).containsExactly("second");
  }

  @Test
  void anErrorKeepsTheOldConfigurationAndIsReportedOnce() {
    Configuration before = watch.current();
    folder.write("activations/second.yaml", "activation: second\n");
    watch.look();
    watch.look();
    watch.look();

    assertThat(recorder.changes).isEmpty();
    assertThat(recorder.refusals).hasSize(1);
    assertThat(recorder.refusals.get(0)).extracting(Problem::code).contains("missing-key");
    assertThat(watch.current()).isSameAs(before);
  }

  @Test
  void aHalfWrittenFileRecoversWhenTheRestIsThere() {
    String second = TestFolder.ACTIVATION.replace("welcome", "second");
    folder.write("activations/second.yaml", second.substring(0, 40));
    watch.look();
    folder.write("activations/second.yaml", second);
    watch.look();

    assertThat(recorder.refusals).hasSize(1);
    assertThat(recorder.only().activations().added()).containsExactly("second");
  }

  @Test
  void anErrorTakenBackIsReportedAsValid() {
    folder.write("activations/welcome.yaml", TestFolder.ACTIVATION + "oops: 1\n");
    watch.look();
    folder.write("activations/welcome.yaml", TestFolder.ACTIVATION);
    watch.look();

    assertThat(recorder.only().isEmpty()).isTrue();
  }

  @Test
  void aMissingSecretFileThatAppearsIsSeen() {
    folder.write(
        "connections/acme.yaml", TestFolder.CONNECTION.replace("secrets/acme", "secrets/next"));
    watch.look();
    assertThat(recorder.refusals).hasSize(1);
    folder.write("secrets/next", "canary-next");
    watch.look();

    assertThat(recorder.only().connections().changed()).containsExactly("acme");
  }

  @Test
  void aSecondWriteWithinOneTickOfTheClockIsSeen() throws IOException {
    Path file = file("connections/acme.yaml");
    folder.write("connections/acme.yaml", TestFolder.CONNECTION + "concurrency: 3\n");
    FileTime time = Files.getLastModifiedTime(file);
    watch.look();
    folder.write("connections/acme.yaml", TestFolder.CONNECTION + "concurrency: 4\n");
    Files.setLastModifiedTime(file, time);
    watch.look();

    assertThat(watch.current().connections().get("acme").concurrency()).isEqualTo(4);
  }

  @Test
  void aFileThatSettledLongAgoIsReadAgainOnceItsTimeChanges() throws IOException {
    Path file = file("connections/acme.yaml");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    watch.look();
    folder.write("connections/acme.yaml", TestFolder.CONNECTION + "concurrency: 4\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:01Z")));
    watch.look();

    assertThat(recorder.only().connections().changed()).containsExactly("acme");
  }

  @Test
  void aSwappedLinkIsSeenAsKubernetesSwapsIt() throws IOException {
    folder.write("..one/token", "canary-one").write("..two/token", "canary-two");
    Files.createSymbolicLink(file("..data"), Path.of("..one"));
    folder.write(
        "connections/acme.yaml", TestFolder.CONNECTION.replace("secrets/acme", "..data/token"));
    watch.look();
    recorder.changes.clear();
    Files.createSymbolicLink(file("..data_tmp"), Path.of("..two"));
    Files.move(file("..data_tmp"), file("..data"), StandardCopyOption.ATOMIC_MOVE);
    watch.look();

    assertThat(recorder.only().connections().changed()).containsExactly("acme");
  }

  @Test
  void aFolderThatVanishesForAWhileKeepsTheOldConfiguration() throws IOException {
    Path away = root.resolveSibling(root.getFileName() + "-away");
    Files.move(root, away);
    watch.look();
    Files.move(away, root);
    watch.look();

    assertThat(recorder.refusals).hasSize(1);
    assertThat(recorder.refusals.get(0)).extracting(Problem::code).containsExactly("no-folder");
    assertThat(recorder.only().isEmpty()).isTrue();
  }

  @Test
  void aListenerThatFailsLeavesTheOldConfigurationInForceAndTheWatchAlive() {
    Configuration before = watch.current();
    recorder.failing = true;
    watch.start(executor, Duration.ofMillis(20));
    folder.write("activations/second.yaml", TestFolder.ACTIVATION.replace("welcome", "second"));
    await().until(() -> recorder.failures > 0);
    assertThat(watch.current()).isSameAs(before);

    recorder.failing = false;
    folder.write("activations/third.yaml", TestFolder.ACTIVATION.replace("welcome", "third"));
    await().until(() -> !recorder.changes.isEmpty());
    assertThat(recorder.only().activations().added()).isEqualTo(Set.of("second", "third"));
  }

  @Test
  void aStartedWatchSeesChangesByItself() {
    watch.start(executor, Duration.ofMillis(20));
    folder.write("activations/second.yaml", TestFolder.ACTIVATION.replace("welcome", "second"));

    await().until(() -> watch.current().activation("second").isPresent());
  }

  @Test
  void aClosedWatchLooksNoMore() {
    watch.start(executor, Duration.ofMillis(20));
    watch.close();

    // The executor is idle: everything that was scheduled is done or cancelled.
    assertThat(executor.shutdownNow()).allMatch(task -> ((Future<?>) task).isCancelled());
  }

  private Path file(String path) {
    return root.resolve(path);
  }

  private static final class Recorder implements ConfigurationWatch.Listener {
    final List<ConfigurationChange> changes = new CopyOnWriteArrayList<>();
    final List<List<Problem>> refusals = new ArrayList<>();
    volatile boolean failing;
    volatile int failures;

    @Override
    public void changed(ConfigurationChange change) {
      if (failing) {
        failures = 1;
        throw new IllegalStateException("a route does not start");
      }
      changes.add(change);
    }

    @Override
    public void refused(List<Problem> problems) {
      refusals.add(problems);
    }

    ConfigurationChange only() {
      assertThat(changes).hasSize(1);
      return changes.get(0);
    }
  }
}
