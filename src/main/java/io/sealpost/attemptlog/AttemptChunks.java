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

  private static final String LAST = "SELECT COALESCE(MAX(number), -1) FROM attempt_chunk";
  private static final String COUNT = "SELECT COUNT(*) FROM attempt WHERE chunk = ?";
  private static final String ADD =
      "INSERT INTO attempt_chunk (number) VALUES (?) ON CONFLICT DO NOTHING";

  /** Never the last one, which others may be writing to. */
  private static final String DELETE_EMPTY =
      "DELETE FROM attempt_chunk WHERE number < (SELECT MIN(chunk) FROM attempt)";

  /** -1: there is none yet. */
  private long number = -1;

  private long rows;

  /** The chunk of the next rows; in the table as soon as they are. */
  synchronized long next(Connection connection, int count) throws SQLException {
    // Asked each time: others go on as well, and what is rolled back takes its chunk along.
    long last = last(connection);
    if (last != number) {
      number = last;
      rows = count(connection, last);
    }
    if (number < 0 || rows >= ROWS) {
      number++;
      rows = 0;
      add(connection, number);
    }
    rows += count;
    return number;
  }

  private static long last(Connection connection) throws SQLException {
    try (Statement last = connection.createStatement();
        ResultSet row = last.executeQuery(LAST)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long count(Connection connection, long number) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setLong(1, number);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void add(Connection connection, long number) throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setLong(1, number);
      add.executeUpdate();
    }
  }

  /** Those that have no rows any more. */
  static void deleteEmpty(Connection connection) throws SQLException {
    try (Statement delete = connection.createStatement()) {
      delete.executeUpdate(DELETE_EMPTY);
    }
  }
}
