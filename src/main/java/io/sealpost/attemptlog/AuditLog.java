package io.sealpost.attemptlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The changes operators asked for, in the attempt log's database. Thread-safe. Every method throws
 * {@link AttemptLogException} where the database does not do what it is asked.
 */
public final class AuditLog {
  private static final String INSERT =
      "INSERT INTO audit (at, action, subject, parameters, outcome, node, remote_address)"
          + " VALUES (?, ?, ?, ?, 'begun', ?, ?)";

  /** A moment in microseconds with what was done to whom: no two changes have them in common. */
  private static final String SAME = " WHERE at = ? AND action = ? AND subject = ? AND node = ?";

  private static final String INSERT_MISSING =
      "INSERT INTO audit (at, action, subject, parameters, outcome, detail, ended_at, node,"
          + " remote_address) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?"
          + " WHERE NOT EXISTS (SELECT 1 FROM audit"
          + SAME
          + ")";

  private static final String END_SAME =
      "UPDATE audit SET outcome = ?, detail = ?, ended_at = ?" + SAME;

  private static final String END =
      "UPDATE audit SET outcome = ?, detail = ?, ended_at = ? WHERE id = ?";

  private static final String SELECT =
      "SELECT id, at, action, subject, parameters, outcome, detail, ended_at, node, remote_address"
          + " FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?";

  private final AttemptDatabase database;

  AuditLog(AttemptDatabase database) {
    this.database = database;
  }

  /**
   * Writes what is about to be done.
   *
   * @return its id
   */
  public long begin(
      Instant at,
      String action,
      @Nullable String subject,
      String parameters,
      String node,
      String remoteAddress)
      throws AttemptLogException {
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement(INSERT, new String[] {"id"})) {
      insert.setObject(1, AttemptRow.time(at));
      insert.setString(2, action);
      insert.setString(3, subject == null ? null : AttemptRow.storable(subject));
      insert.setString(4, AttemptRow.storable(parameters));
      insert.setString(5, node);
      insert.setString(6, remoteAddress);
      insert.executeUpdate();
      long id;
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        id = keys.getLong(1);
      }
      database.commit(connection);
      return id;
    } catch (SQLException e) {
      throw database.failure("The audit cannot be written", e);
    }
  }

  /**
   * Writes how it ended.
   *
   * @param outcome done or failed
   */
  public void end(long id, Instant at, String outcome, @Nullable String detail)
      throws AttemptLogException {
    try (Connection connection = database.connect();
        PreparedStatement update = connection.prepareStatement(END)) {
      update.setString(1, outcome);
      update.setString(2, detail == null ? null : AttemptRow.storable(detail));
      update.setObject(3, AttemptRow.time(at));
      update.setLong(4, id);
      update.executeUpdate();
      database.commit(connection);
    } catch (SQLException e) {
      throw database.failure("The audit cannot be written", e);
    }
  }

  /**
   * Writes an entry that came by the queue of records, as begun and once more with its end, in any
   * order and as often as it may come.
   */
  void write(AuditEntry entry) throws AttemptLogException {
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement(INSERT_MISSING);
        PreparedStatement update = connection.prepareStatement(END_SAME)) {
      insert.setObject(1, AttemptRow.time(entry.at()));
      insert.setString(2, entry.action());
      insert.setString(3, text(entry.subject()));
      insert.setString(4, AttemptRow.storable(entry.parameters()));
      insert.setString(5, entry.outcome());
      insert.setString(6, text(entry.detail()));
      insert.setObject(7, time(entry.endedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
      insert.setString(8, entry.node());
      insert.setString(9, entry.remoteAddress());
      bindSame(insert, 10, entry);
      if (insert.executeUpdate() == 0 && entry.endedAt() != null) {
        update.setString(1, entry.outcome());
        update.setString(2, text(entry.detail()));
        update.setObject(3, time(entry.endedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
        bindSame(update, 4, entry);
        update.executeUpdate();
      }
      database.commit(connection);
    } catch (SQLException e) {
      throw database.failure("The audit cannot be written", e);
    }
  }

  private static void bindSame(PreparedStatement statement, int first, AuditEntry entry)
      throws SQLException {
    statement.setObject(first, AttemptRow.time(entry.at()));
    statement.setString(first + 1, entry.action());
    statement.setString(first + 2, text(entry.subject()));
    statement.setString(first + 3, entry.node());
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null ? null : AttemptRow.storable(text);
  }

  private static @Nullable Object time(@Nullable Instant instant) {
    return instant == null ? null : AttemptRow.time(instant);
  }

  /**
   * Newest first.
   *
   * @param before only those with smaller ids
   */
  public List<AuditEntry> find(long before, int limit) throws AttemptLogException {
    List<AuditEntry> entries = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, before);
      select.setInt(2, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
    } catch (SQLException e) {
      throw database.failure("The audit cannot be read", e);
    }
    return entries;
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        Objects.requireNonNull(AttemptRow.instant(row, "at")),
        row.getString("action"),
        row.getString("subject"),
        row.getString("parameters"),
        row.getString("outcome"),
        row.getString("detail"),
        AttemptRow.instant(row, "ended_at"),
        row.getString("node"),
        row.getString("remote_address"));
  }
}
