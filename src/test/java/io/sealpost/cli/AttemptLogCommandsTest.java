package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.attemptlog.AttemptFilter;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.Attempts;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.JdbcAttemptLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deliveries} and {@code stats} on the file of a Sealpost that is stopped. */
class AttemptLogCommandsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws Exception {
    Files.createDirectories(folder.resolve("config"));
    List<AttemptRecord> attempts = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      attempts.add(Attempts.failed("del_" + i, 1, NOON.plusSeconds(i)));
    }
    attempts.add(Attempts.failed("del_1", 2, NOON.plusSeconds(60)));
    try (JdbcAttemptLog log = JdbcAttemptLog.of(DatabaseSettings.file(folder.resolve("data")))) {
      log.write(attempts);
    }
  }

  @Test
  void deliveriesAreListedNewestFirstInPages() throws Exception {
    CommandRun first = run("data", "deliveries", "--limit", "2", "--json");
    assertThat(first.exitCode()).isZero();
    assertThat(ids(first)).containsExactly("del_1", "del_3");

    String cursor = first.err().replaceAll("(?s).*--cursor (\\S+)\\..*", "$1");
    CommandRun second = run("data", "deliveries", "--limit", "2", "--json", "--cursor", cursor);
    assertThat(ids(second)).containsExactly("del_2", "del_1");
    assertThat(second.err()).isEmpty();
  }

  @Test
  void filtersNarrowTheList() throws Exception {
    assertThat(
            ids(
                run(
                    "data",
                    "deliveries",
                    "--json",
                    "--activation",
                    "welcome",
                    "--status",
                    "503",
                    "--event-id",
                    "evt-del_2")))
        .containsExactly("del_2");
    assertThat(ids(run("data", "deliveries", "--json", "--outcome", "dead"))).isEmpty();
    // Their next attempts were due long ago.
    assertThat(ids(run("data", "deliveries", "--json", "--scheduled"))).isEmpty();
  }

  @Test
  void oneDeliveryIsShownWithAllItsAttempts() throws Exception {
    CommandRun text = run("data", "deliveries", "show", "del_1");
    assertThat(text.out())
        .contains("attempt: 1 of replay 0", "attempt: 2 of replay 0")
        .contains("request: POST https://api.acme.example/v1?key=***", "response: busy");

    JsonNode json =
        new ObjectMapper().readTree(run("data", "deliveries", "show", "del_1", "--json").out());
    assertThat(json).hasSize(2);
    assertThat(json.at("/1/delivery/attempt").asInt()).isEqualTo(2);

    CommandRun none = run("data", "deliveries", "show", "del_9");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("del_9");
  }

  @Test
  void statisticsSayRateLatencyAndErrors() throws Exception {
    JsonNode rows =
        new ObjectMapper().readTree(run("data", "stats", "--bucket", "1h", "--json").out());

    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/from").asText()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(rows.at("/0/attempts").asInt()).isEqualTo(4);
    assertThat(rows.at("/0/p95Ms").asInt()).isEqualTo(51);
    assertThat(rows.at("/0/errors").asText()).isEqualTo("http-status 503: 4");
  }

  @Test
  void wrongOptionsAreWrongUsage() {
    assertThat(run("data", "deliveries", "--cursor", "x").exitCode()).isEqualTo(2);
    assertThat(run("data", "deliveries", "--limit", "0").exitCode()).isEqualTo(2);
    assertThat(run("data", "deliveries", "--outcome", "lost").exitCode()).isEqualTo(2);
    assertThat(run("data", "stats", "--bucket", "60").err()).contains("did you mean 60s?");
  }

  @Test
  void withoutALogThereIsNothingToTalkTo() {
    CommandRun run = run("nowhere", "deliveries");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("sealpost run");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void readingLeavesTheFileToWhoWritesIt() throws Exception {
    run("data", "deliveries");

    try (JdbcAttemptLog log = JdbcAttemptLog.of(DatabaseSettings.file(folder.resolve("data")))) {
      assertThat(log.find(AttemptFilter.all(), 10, Optional.empty()).attempts()).hasSize(4);
    }
  }

  private static List<String> ids(CommandRun run) throws Exception {
    return new ObjectMapper().readTree(run.out()).findValuesAsText("id");
  }

  private static CommandRun run(String data, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(
        List.of(
            "--config",
            folder.resolve("config").toString(),
            "--data",
            folder.resolve(data).toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
