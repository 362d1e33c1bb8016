package io.sealpost.attemptlog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * A few connections to the database, whose tables are brought up to date before the first use: so
 * that Sealpost starts, and delivers, while the database is down. Thread-safe.
 */
final class AttemptDatabase implements AutoCloseable {
  /** One writes, one deletes what is old, the others answer questions. */
  private static final int CONNECTIONS = 4;

  /** H2's codes for a general error, two of input and output, and a database that was closed. */
  private static final Set<Integer> FILE_GIVEN_UP = Set.of(50000, 90028, 90031, 90098);

  private static final long CONNECT_TIMEOUT_MILLIS = 5_000;

  private final HikariDataSource pool;
  private final boolean flushes;
  private boolean ready;
  private volatile boolean opening;

  AttemptDatabase(DatabaseSettings settings, boolean readOnly) {
    pool = new HikariDataSource(pool(settings));
    flushes = !settings.isPostgres();
    ready = readOnly;
    opening = !readOnly;
  }

  /**
   * Without auto-commit; closing it gives it back and undoes what was not committed.
   *
   * @throws SQLException also where the tables cannot be brought up to date
   */
  Connection connect() throws SQLException {
    bringUpToDate();
    return pool.getConnection();
  }

  /**
   * On the disk from here on. H2 by itself writes half a second later what was committed: by then
   * its records may be gone from their queue, and this process killed.
   */
  void commit(Connection connection) throws SQLException {
    connection.commit();
    if (flushes) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
    }
  }

  /**
   * Whether it was not asked for anything yet, or what was asked waits for its tables: it is not
   * known to be down.
   */
  boolean isOpening() {
    return opening;
  }

  /**
   * Why the database does not do what it was asked. An H2 whose disk was full has given up its
   * file, and says so once: the next statement would never return. Without connections it lets go
   * of the file, and the next connection opens it anew.
   */
  AttemptLogException failure(String what, SQLException cause) {
    AttemptLogException failure = new AttemptLogException(what, cause);
    if (failure.hasCode(FILE_GIVEN_UP)) {
      letGoOfFile();
      openAnew();
    }
    return failure;
  }

  /** Also a connection that nothing is wrong with would keep H2 from opening its file anew. */
  private void letGoOfFile() {
    if (flushes) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
  }

  /** Tables that were just made may not have come onto the disk. */
  private synchronized void openAnew() {
    ready = false;
  }

  private synchronized void bringUpToDate() throws SQLException {
    if (ready) {
      return;
    }
    try {
      // Flyway itself would try a database that is down again and again.
      pool.getConnection().close();
      opening = true;
      migrate();
      ready = true;
    } catch (SQLException e) {
      letGoOfFile();
      throw e;
    } finally {
      opening = false;
    }
  }

  private void migrate() throws SQLException {
    try {
      Flyway.configure(AttemptDatabase.class.getClassLoader())
          .dataSource(pool)
          .table("sealpost_schema")
          .locations(new String[0])
          .javaMigrations(migrations())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new SQLException("The tables of the attempt log cannot be brought up to date", e);
    }
  }

  /** Each runs once in a database, in this order. What has run is never changed: add another. */
  private static JavaMigration[] migrations() {
    return new JavaMigration[] {
      new Migration("1", "attempt log", "V1__attempt_log.sql"),
      new Migration("2", "audit", "V2__audit.sql"),
      new Migration("3", "indexes for every list", "V3__indexes_for_every_list.sql"),
      new Migration("4", "indexes that carry every column", "V4__indexes_that_carry.sql")
    };
  }

  private static HikariConfig pool(DatabaseSettings settings) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("sealpost-attempts");
    pool.setJdbcUrl(settings.url());
    pool.setUsername(settings.userName());
    pool.setPassword(settings.password().reveal());
    pool.setAutoCommit(false);
    pool.setMaximumPoolSize(CONNECTIONS);
    // Never none: H2 closes its file with the last connection.
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    pool.setInitializationFailTimeout(-1);
    // Named, since a search for drivers finds none in OSGi.
    if (settings.isPostgres()) {
      pool.setDriverClassName("org.postgresql.Driver");
      pool.addDataSourceProperty("reWriteBatchedInserts", "true");
      pool.addDataSourceProperty("ApplicationName", "sealpost");
      // A database that stopped answering is one that is down.
      pool.addDataSourceProperty("socketTimeout", "60");
      pool.addDataSourceProperty("tcpKeepAlive", "true");
    } else {
      pool.setDriverClassName("org.h2.Driver");
    }
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
