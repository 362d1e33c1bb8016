package io.sealpost.attemptlog;

import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The tables of the attempt log, as this version needs them.
 *
 * <p>PostgreSQL makes all that a migration asks for or nothing. H2 makes each statement for itself:
 * a full disk or a kill leaves what was made until then, and no row that says so. Hence every
 * statement of a migration can be run again where it, and any of those behind it, has run before.
 */
final class AttemptTables {
  private AttemptTables() {}

  /** Makes what is not there yet, also where an earlier try ended half-way. */
  static void bringUpToDate(DataSource pool) throws SQLException {
    try (LentConnections database = new LentConnections(pool)) {
      Flyway flyway =
          Flyway.configure(AttemptTables.class.getClassLoader())
              .dataSource(database)
              .table("sealpost_schema")
              .locations(new String[0])
              .javaMigrations(migrations())
              .load();
      if (hasFailed(flyway)) {
        flyway.repair();
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw new SQLException("The tables of the attempt log cannot be brought up to date", e);
    }
  }

  /**
   * Each runs once in a database, in this order. What has been released is never changed: add
   * another.
   */
  private static JavaMigration[] migrations() {
    return new JavaMigration[] {
      new Migration("1", "attempt log", "V1__attempt_log.sql"),
      new Migration("2", "audit", "V2__audit.sql")
    };
  }

  /** In H2 only. Flyway keeps a row of it, and would do nothing more because of it. */
  private static boolean hasFailed(Flyway flyway) {
    return Arrays.stream(flyway.info().all()).anyMatch(one -> one.getState().isFailed());
  }
}
