package io.sealpost.attemptlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The attempt log in H2 or PostgreSQL. Thread-safe. Every method throws {@link AttemptLogException}
 * where the database does not do what it is asked.
 */
public final class JdbcAttemptLog implements AutoCloseable {
  /** Rows of one delete: short enough not to be in the way of those that write. */
  private static final int ROWS_PER_DELETE = 1_000;

  private static final int PING_SECONDS = 5;

  /** The time of the last row of one delete. H2 would look for ids in a list through all rows. */
  private static final String LAST_OF_DELETE =
      "SELECT MAX(started_at) FROM (SELECT started_at FROM attempt WHERE started_at < ?"
          + " ORDER BY started_at, id LIMIT "
          + ROWS_PER_DELETE
          + ") AS oldest";

  private static final String DELETE = "DELETE FROM attempt WHERE started_at <= ?";

  private final AttemptDatabase database;
  private final AttemptChunks chunks = new AttemptChunks();
  private final CountDownLatch noMoreDeletes = new CountDownLatch(1);

  private JdbcAttemptLog(AttemptDatabase database) {
    this.database = database;
  }

  /** Opens nothing yet: the database may be down. */
  public static JdbcAttemptLog of(DatabaseSettings settings) {
    return new JdbcAttemptLog(new AttemptDatabase(settings, false));
  }

  /** Of a database that another instance writes, or has written. */
  public static JdbcAttemptLog readOnly(DatabaseSettings settings) {
    return new JdbcAttemptLog(new AttemptDatabase(settings, true));
  }

  /** What operators changed, in the same database. */
  public AuditLog audit() {
    return new AuditLog(database);
  }

  /**
   * Writes all of them or none. A record that is there already stays as it is: written twice, it is
   * one row.
   */
  public void write(List<AttemptRecord> attempts) throws AttemptLogException {
    if (attempts.isEmpty()) {
      return;
    }
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement(AttemptRow.INSERT)) {
      long chunk = chunks.next(connection, attempts.size());
      for (AttemptRecord attempt : attempts) {
        AttemptRow.bind(insert, attempt, chunk);
        insert.addBatch();
      }
      insert.executeBatch();
      database.commit(connection);
    } catch (SQLException e) {
      throw database.failure("Attempts cannot be written", e);
    }
  }

  /** Newest first. */
  public AttemptPage find(AttemptFilter filter, int limit, Optional<AttemptCursor> after)
      throws AttemptLogException {
    try (Connection connection = database.connect()) {
      return AttemptQueries.page(connection, filter, limit, after);
    } catch (SQLException e) {
      throw database.failure("The attempt log cannot be read", e);
    }
  }

  /** Of one delivery, or of all copies of an event that share a producer's id; oldest first. */
  public List<AttemptRecord> attempts(String deliveryId) throws AttemptLogException {
    try (Connection connection = database.connect()) {
      return AttemptQueries.attempts(connection, deliveryId);
    } catch (SQLException e) {
      throw database.failure("The attempt log cannot be read", e);
    }
  }

  /**
   * By activation and time.
   *
   * @param bucketSeconds width of a bucket; all in one without it
   */
  public List<AttemptStatistics> statistics(AttemptFilter filter, Optional<Long> bucketSeconds)
      throws AttemptLogException {
    try (Connection connection = database.connect()) {
      return StatisticsQuery.run(connection, filter, bucketSeconds);
    } catch (SQLException e) {
      throw database.failure("The attempt log cannot be read", e);
    }
  }

  /**
   * Deletes attempts that began before then, in many small transactions. Rests after each as long
   * as it took, so that half of the database's time is left to those that write. Ends early when
   * interrupted, or told by {@link #stopDeleting}.
   *
   * @return rows deleted
   */
  public long deleteBefore(Instant then) throws AttemptLogException {
    long deleted = 0;
    long count = ROWS_PER_DELETE;
    // More where the last of them began in the same microsecond as others.
    while (count >= ROWS_PER_DELETE && !Thread.currentThread().isInterrupted()) {
      long begin = System.nanoTime();
      count = deleteSomeBefore(then);
      deleted += count;
      try {
        if (noMoreDeletes.await(System.nanoTime() - begin, TimeUnit.NANOSECONDS)) {
          return deleted;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return deleted;
  }

  /** For a stop, which would wait for millions of rows. What is left goes after the next start. */
  public void stopDeleting() {
    noMoreDeletes.countDown();
  }

  /** Returns where the database answers. */
  public void ping() throws AttemptLogException {
    try (Connection connection = database.connect()) {
      if (!connection.isValid(PING_SECONDS)) {
        throw new SQLTimeoutException("no answer within " + PING_SECONDS + " s");
      }
    } catch (SQLException e) {
      throw database.failure("The database does not answer", e);
    }
  }

  /**
   * Whether the first answer takes its time because the database is being opened, and its tables
   * brought up to date. False once it was found to be down. Waits for nothing.
   */
  public boolean isOpening() {
    return database.isOpening();
  }

  private long deleteSomeBefore(Instant then) throws AttemptLogException {
    try (Connection connection = database.connect();
        PreparedStatement select = connection.prepareStatement(LAST_OF_DELETE);
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      select.setObject(1, AttemptRow.time(then));
      OffsetDateTime last;
      try (ResultSet row = select.executeQuery()) {
        last = row.next() ? row.getObject(1, OffsetDateTime.class) : null;
      }
      if (last == null) {
        return 0;
      }
      delete.setObject(1, last);
      long count = delete.executeLargeUpdate();
      AttemptChunks.deleteEmpty(connection);
      connection.commit();
      return count;
    } catch (SQLException e) {
      throw database.failure("Old attempts cannot be deleted", e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
