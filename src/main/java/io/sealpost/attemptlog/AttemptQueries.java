package io.sealpost.attemptlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads attempts. */
final class AttemptQueries {
  private static final String SELECT = "SELECT id, " + AttemptRow.COLUMNS + " FROM attempt";

  private AttemptQueries() {}

  static AttemptPage page(
      Connection connection, AttemptFilter filter, int limit, Optional<AttemptCursor> after)
      throws SQLException {
    AttemptFilter behind = filter.behind(after.orElse(null));
    String sql = select(behind, AttemptIndex.choose(connection, behind));
    List<AttemptRecord> attempts = new ArrayList<>();
    AttemptCursor last = null;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int next = behind.bind(select, 1);
      // One more tells whether there is another page.
      select.setInt(next, limit + 1);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (attempts.size() == limit) {
            return new AttemptPage(attempts, Optional.ofNullable(last));
          }
          AttemptRecord attempt = AttemptRow.read(rows);
          attempts.add(attempt);
          last = new AttemptCursor(attempt.startedAt(), rows.getLong("id"));
        }
      }
    }
    return new AttemptPage(attempts, Optional.empty());
  }

  /** One parameter more than the filter binds: how many. */
  static String select(AttemptFilter filter, AttemptIndex index) {
    return SELECT + filter.where() + index.order() + " LIMIT ?";
  }

  static List<AttemptRecord> attempts(Connection connection, String deliveryId)
      throws SQLException {
    AttemptFilter its = AttemptFilter.all().deliveryId(deliveryId);
    String sql = SELECT + its.where() + " ORDER BY activation, replay, attempt, started_at";
    List<AttemptRecord> attempts = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      its.bind(select, 1);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          attempts.add(AttemptRow.read(rows));
        }
      }
    }
    return attempts;
  }
}
