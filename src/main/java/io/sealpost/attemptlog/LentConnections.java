package io.sealpost.attemptlog;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The connections of a pool that Flyway uses. Where the database fails under it, it forgets to
 * close them, and after a few tries the pool would have none left: they go back when this is
 * closed.
 */
final class LentConnections implements DataSource, AutoCloseable {
  private final DataSource pool;
  private final List<Connection> lent = new CopyOnWriteArrayList<>();

  LentConnections(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = pool.getConnection();
    lent.add(connection);
    return connection;
  }

  @Override
  public Connection getConnection(String userName, String password) throws SQLException {
    Connection connection = pool.getConnection(userName, password);
    lent.add(connection);
    return connection;
  }

  /** Closing one that is closed does nothing. All go back, whatever the database says to it. */
  @Override
  public void close() throws SQLException {
    SQLException failure = null;
    for (Connection connection : lent) {
      try {
        connection.close();
      } catch (SQLException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    pool.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.sealpost.attemptlog");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return pool.isWrapperFor(type);
  }
}
