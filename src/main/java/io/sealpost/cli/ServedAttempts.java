package io.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.attemptlog.AttemptCursor;
import io.sealpost.attemptlog.AttemptJson;
import io.sealpost.attemptlog.AttemptPage;
import io.sealpost.attemptlog.AttemptRecord;
import io.sealpost.attemptlog.AttemptStatistics;
import io.sealpost.cli.ManagementClient.NotRunningException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attempt log as the running Sealpost tells it. */
final class ServedAttempts {
  /** The most the API gives at once. */
  private static final int PAGE = 500;

  private ServedAttempts() {}

  static AttemptPage find(
      ManagementClient client, Map<String, String> criteria, int limit, @Nullable String cursor)
      throws NotRunningException {
    List<AttemptRecord> attempts = new ArrayList<>();
    String next = cursor;
    do {
      Map<String, String> query = new LinkedHashMap<>(criteria);
      query.put("limit", Integer.toString(Math.min(PAGE, limit - attempts.size())));
      if (next != null) {
        query.put("cursor", next);
      }
      JsonNode page = client.get("/v1/deliveries" + ManagementClient.query(query));
      attempts.addAll(records(page));
      next = page.path("next").textValue();
    } while (next != null && attempts.size() < limit);
    return new AttemptPage(attempts, Optional.ofNullable(next).map(AttemptCursor::of));
  }

  static List<AttemptRecord> attempts(ManagementClient client, String deliveryId)
      throws NotRunningException {
    return records(client.get("/v1/deliveries/" + ManagementClient.encoded(deliveryId)));
  }

  static List<AttemptStatistics> statistics(
      ManagementClient client, Map<String, String> criteria, @Nullable String bucket)
      throws NotRunningException {
    Map<String, String> query = new LinkedHashMap<>(criteria);
    if (bucket != null) {
      query.put("bucket", bucket);
    }
    List<AttemptStatistics> statistics = new ArrayList<>();
    for (JsonNode row :
        client.get("/v1/stats" + ManagementClient.query(query)).path("statistics")) {
      statistics.add(statistics(row));
    }
    return statistics;
  }

  private static List<AttemptRecord> records(JsonNode answer) {
    List<AttemptRecord> records = new ArrayList<>();
    answer.path("attempts").forEach(attempt -> records.add(AttemptJson.read(attempt.toString())));
    return records;
  }

  private static AttemptStatistics statistics(JsonNode row) {
    Map<String, Long> errors = new LinkedHashMap<>();
    row.path("errors")
        .properties()
        .forEach(error -> errors.put(error.getKey(), error.getValue().asLong()));
    return new AttemptStatistics(
        row.path("activation").asText(),
        row.has("from") ? Instant.parse(row.path("from").asText()) : null,
        row.path("attempts").asLong(),
        row.path("delivered").asLong(),
        row.path("retried").asLong(),
        row.path("dead").asLong(),
        number(row, "p50Ms"),
        number(row, "p95Ms"),
        number(row, "p99Ms"),
        errors);
  }

  private static @Nullable Long number(JsonNode row, String name) {
    return row.has(name) ? row.get(name).asLong() : null;
  }
}
