package io.sealpost.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.broker.Queues;
import io.sealpost.observe.SealpostHealthCheck.Meaning;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where health turns: at each limit it is still well, one beyond it is not. */
class LimitsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final long MB = 1024 * 1024;

  @Test
  void aDiskWithLessThanTheLimitIsDownAndSaysWhichLimit() {
    assertThat(disk(512 * MB).isUp()).isTrue();
    assertThat(disk(512 * MB - 1).reason())
        .contains("Only 511 MB", "sealpost.health.minFreeDisk is 512 MB");
    assertThat(disk(256 * MB).reason()).contains("sealpost.health.minFreeDisk");
    assertThat(disk(256 * MB - 1).reason())
        .contains("Only 255 MB", "embedded broker takes no messages", "producers wait");
  }

  @Test
  void theBrokersLimitHoldsWhateverTheSettingSays() {
    DiskSpace disk = new DiskSpace(answering(255 * MB), 0, 256 * MB);

    assertThat(disk.health().reason()).contains("embedded broker takes no messages");
  }

  @Test
  void aFolderThatIsNotMadeYetLiesOnTheDiskItWillBeMadeOn(@TempDir Path folder) throws Exception {
    assertThat(DiskSpace.free(folder.resolve("not/yet/there"))).isPositive();
  }

  @Test
  void aLogThatIsFurtherBehindThanTheLimitIsDown() {
    assertThat(lag(Duration.ofSeconds(60), Duration.ZERO).isUp()).isTrue();
    assertThat(lag(Duration.ofSeconds(61), Duration.ZERO).reason())
        .contains("61 s behind", "more than the 60 s");
  }

  @Test
  void whatThisInstanceHoldsBackIsLagToo() {
    assertThat(lag(Duration.ZERO, Duration.ofSeconds(61)).reason()).contains("61 s behind");
    assertThat(lag(Duration.ofSeconds(70), Duration.ofSeconds(61)).reason()).contains("70 s");
  }

  @Test
  void aClockThatIsBehindTheSendersMakesNoLag() {
    assertThat(figures(NOW.plusSeconds(600)).age(Queues.ATTEMPTS, NOW)).isZero();
  }

  @Test
  void onlyWhatARestartHelpsIsNotLive() {
    assertThat(check(Meaning.NOT_LIVE).isLiveness()).isTrue();
    assertThat(check(Meaning.NOT_LIVE).isReadiness()).isTrue();
    assertThat(check(Meaning.NOT_READY).isLiveness()).isFalse();
    assertThat(check(Meaning.NOT_READY).isReadiness()).isTrue();
  }

  private static SealpostHealthCheck check(Meaning meaning) {
    return new SealpostHealthCheck("any", meaning, Health::up);
  }

  private static Health disk(long free) {
    return new DiskSpace(answering(free), 512 * MB, 256 * MB).health();
  }

  private static Health lag(Duration waiting, Duration held) {
    Optional<Instant> heldSince = held.isZero() ? Optional.empty() : Optional.of(NOW.minus(held));
    return new LogLag(
            answering(figures(NOW.minus(waiting))), () -> heldSince, Duration.ofSeconds(60), CLOCK)
        .health();
  }

  private static QueueFigures figures(Instant recordsSince) {
    return new QueueFigures(Map.of(), Map.of(Queues.ATTEMPTS, recordsSince));
  }

  private static <T> Probe<T> answering(T answer) {
    return new Probe<>(() -> answer, Runnable::run, "silent");
  }
}
