package io.sealpost.attemptlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts, their times and their errors, by activation and bucket: in one pass of the
 * database over its rows, whose counts are then added up here.
 */
final class StatisticsQuery {
  private static final int ROWS_PER_FETCH = 1_000;

  /**
   * How long an endpoint took, null where none was asked: to the millisecond up to a second, from
   * there to the hundredth of what it is, so that there are no more than some thousand values.
   */
  private static final String LATENCY =
      "CASE WHEN connect_ms IS NULL THEN NULL"
          + " WHEN duration_ms < 1000 THEN duration_ms"
          + " WHEN duration_ms < 10000 THEN duration_ms / 10 * 10"
          + " ELSE duration_ms / 100 * 100 END";

  /** A bucket is a number of widths since 1970. */
  private static final String BUCKET =
      "CAST(FLOOR(EXTRACT(EPOCH FROM started_at)) AS BIGINT) / CAST(? AS BIGINT)";

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
    return new StatisticsQuery(connection, filter, bucketSeconds.orElse(null)).run();
  }

  private List<AttemptStatistics> run() throws SQLException {
    List<AttemptStatistics> statistics = new ArrayList<>();
    AttemptCounts counts = null;
    try (PreparedStatement select = prepare();
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        String activation = rows.getString("activation");
        Instant from = width == null ? null : Instant.ofEpochSecond(rows.getLong("bucket") * width);
        if (counts == null || !counts.isOf(activation, from)) {
          if (counts != null) {
            statistics.add(counts.statistics());
          }
          counts = new AttemptCounts(activation, from);
        }
        counts.add(
            rows.getString("outcome"),
            rows.getString("error_code"),
            rows.getObject("status", Integer.class),
            rows.getObject("latency", Long.class),
            rows.getLong("attempts"));
      }
    }
    if (counts != null) {
      statistics.add(counts.statistics());
    }
    return statistics;
  }

  private PreparedStatement prepare() throws SQLException {
    String sql =
        "SELECT bucket, activation, outcome, error_code, status, latency, COUNT(*) AS attempts"
            + " FROM (SELECT activation, outcome, error_code, status, "
            + LATENCY
            + " AS latency, "
            + (width == null ? "0" : BUCKET)
            + " AS bucket FROM attempt"
            + filter.where()
            + ") AS chosen GROUP BY bucket, activation, outcome, error_code, status, latency"
            + " ORDER BY bucket, activation";
    PreparedStatement select = connection.prepareStatement(sql);
    select.setFetchSize(ROWS_PER_FETCH);
    int next = 1;
    if (width != null) {
      select.setLong(next++, width);
    }
    filter.bind(select, next);
    return select;
  }
}
