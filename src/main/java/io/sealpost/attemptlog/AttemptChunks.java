package io.sealpost.attemptlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Some thousand rows that come one after the other are a chunk. Ids are indexed within their chunk:
 * to write one changes little, however many rows there are, and to find one is a look into each.
 * Thread-safe.
 */
final class AttemptChunks {
  /** Fewer make more chunks to look into; more are more pages that change. */
  private static final int ROWS = 8_192;

  private static final String LAST = "SELECT MAX(number) FROM attempt_chunk";
  private static final String COUNT = "SELECT COUNT(*) FROM attempt WHERE chunk = ?";
  private static final String ADD =
      "INSERT INTO attempt_chunk (number) VALUES (?) ON CONFLICT DO NOTHING";

  /** The last one is of rows that are still to come, or being written. */
  private static final String DELETE_EMPTY =
      "DELETE FROM attempt_chunk WHERE number < (SELECT MIN(chunk) FROM attempt)";

  private boolean known;
  private long number;
  private long rows;

  /** The chunk of the next rows; in the table as soon as they are. */
  synchronized long next(Connection connection, int count) throws SQLException {
    if (!known) {
      read(connection);
      known = true;
    }
    if (rows >= ROWS) {
      number++;
      rows = 0;
    }
    rows += count;
    // Each time: a transaction that is rolled back takes its chunk along.
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setLong(1, number);
      add.executeUpdate();
    }
    return number;
  }

  private void read(Connection connection) throws SQLException {
    try (Statement last = connection.createStatement();
        ResultSet row = last.executeQuery(LAST)) {
      row.next();
      number = row.getLong(1);
    }
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setLong(1, number);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        rows = row.getLong(1);
      }
    }
  }

  /** Those that have no rows any more. */
  static void deleteEmpty(Connection connection) throws SQLException {
    try (Statement delete = connection.createStatement()) {
      delete.executeUpdate(DELETE_EMPTY);
    }
  }
}
