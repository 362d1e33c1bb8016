package io.sealpost.attemptlog;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts attempts, their times and their errors, by activation and bucket. */
final class StatisticsQuery {
  /** The filter's conditions go in between. A bucket is a number of widths since 1970. */
  private static final String SOURCE =
      "(SELECT activation, outcome, status, error_code, duration_ms, connect_ms,"
          + " CAST(FLOOR(EXTRACT(EPOCH FROM started_at) / ?) AS BIGINT) AS bucket FROM attempt";

  /** Percentiles pass over nulls: attempts without a request took no time of an endpoint. */
  private static final String LATENCY =
      "PERCENTILE_DISC(%s) WITHIN GROUP"
          + " (ORDER BY CASE WHEN connect_ms IS NULL THEN NULL ELSE duration_ms END)";

  private final Connection connection;
  private final AttemptFilter filter;
  private final @Nullable Long width;

  private StatisticsQuery(Connection connection, AttemptFilter filter, @Nullable Long width) {
    this.connection = connection;
    this.filter = filter;
    this.width = width;
  }

  static List<AttemptStatistics> run(
      Connection connection, AttemptFilter filter, Optional<Long> bucketSeconds)
      throws SQLException {
    StatisticsQuery query = new StatisticsQuery(connection, filter, bucketSeconds.orElse(null));
    return query.counts(query.errors());
  }

  private List<AttemptStatistics> counts(Map<Group, Map<String, Long>> errors) throws SQLException {
    String sql =
        // What an operator purged had died of its attempts already.
        "SELECT activation, bucket, COUNT(CASE WHEN outcome <> 'purged' THEN 1 END) AS attempts,"
            + " COUNT(CASE WHEN outcome = 'delivered' THEN 1 END) AS delivered,"
            + " COUNT(CASE WHEN outcome = 'retry' THEN 1 END) AS retried,"
            + " COUNT(CASE WHEN outcome = 'dead' THEN 1 END) AS dead, "
            + LATENCY.formatted("0.5")
            + " AS p50, "
            + LATENCY.formatted("0.95")
            + " AS p95, "
            + LATENCY.formatted("0.99")
            + " AS p99 FROM "
            + SOURCE
            + filter.where()
            + ") AS chosen GROUP BY activation, bucket ORDER BY bucket, activation";
    List<AttemptStatistics> statistics = new ArrayList<>();
    try (PreparedStatement select = prepare(sql);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Group group = group(rows);
        statistics.add(
            new AttemptStatistics(
                group.activation,
                from(group.bucket),
                rows.getLong("attempts"),
                rows.getLong("delivered"),
                rows.getLong("retried"),
                rows.getLong("dead"),
                rows.getObject("p50", Long.class),
                rows.getObject("p95", Long.class),
                rows.getObject("p99", Long.class),
                errors.getOrDefault(group, Map.of())));
      }
    }
    return statistics;
  }

  private Map<Group, Map<String, Long>> errors() throws SQLException {
    String sql =
        "SELECT activation, bucket, error_code, status, COUNT(*) AS attempts FROM "
            + SOURCE
            + filter.where()
            + ") AS chosen WHERE error_code IS NOT NULL"
            + " GROUP BY activation, bucket, error_code, status"
            + " ORDER BY attempts DESC, error_code, status";
    Map<Group, Map<String, Long>> errors = new LinkedHashMap<>();
    try (PreparedStatement select = prepare(sql);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        String status = rows.getString("status");
        errors
            .computeIfAbsent(group(rows), group -> new LinkedHashMap<>())
            .put(
                rows.getString("error_code") + (status == null ? "" : " " + status),
                rows.getLong("attempts"));
      }
    }
    return errors;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement select = connection.prepareStatement(sql);
    // Without buckets all times are number 0 of one that is longer than time.
    select.setBigDecimal(1, BigDecimal.valueOf(width == null ? Integer.MAX_VALUE * 1_000L : width));
    filter.bind(select, 2);
    return select;
  }

  private @Nullable Instant from(long bucket) {
    return width == null ? null : Instant.ofEpochSecond(bucket * width);
  }

  private static Group group(ResultSet row) throws SQLException {
    return new Group(row.getString("activation"), row.getLong("bucket"));
  }

  private record Group(String activation, long bucket) {}
}
