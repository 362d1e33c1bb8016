package io.sealpost.attemptlog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

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
  private final Optional<Path> file;
  private boolean ready;
  private volatile boolean opening;

  AttemptDatabase(DatabaseSettings settings, boolean readOnly) {
    pool = new HikariDataSource(pool(settings));
    flushes = !settings.isPostgres();
    file = settings.file();
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
      dropTornHeader();
      // Flyway itself would try a database that is down again and again.
      pool.getConnection().close();
      opening = true;
      AttemptTables.bringUpToDate(pool);
      ready = true;
    } catch (SQLException e) {
      letGoOfFile();
      throw e;
    } finally {
      opening = false;
    }
  }

  private void dropTornHeader() throws SQLException {
    try {
      if (file.isPresent()) {
        TornHeader.drop(file.get());
      }
    } catch (IOException e) {
      throw new SQLException("The file of the attempt log cannot be made anew", e);
    }
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
