package io.sealpost.attemptlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2AttemptLogTest extends AttemptLogContract {
  @TempDir static Path data;

  @Override
  DatabaseSettings settings() {
    try {
      return DatabaseSettings.file(data);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  Connection connect() throws SQLException {
    return DriverManager.getConnection(settings().url(), settings().userName(), "");
  }

  @Test
  void whatIsWrittenIsThereAfterARestartAndCanBeReadOnly() throws Exception {
    AttemptRecord attempt = Attempts.failed("del_1", 1, NOON);
    log.write(List.of(attempt));
    log.close();

    try (JdbcAttemptLog reader = JdbcAttemptLog.readOnly(DatabaseSettings.readOnlyFile(data))) {
      assertThat(reader.find(AttemptFilter.all(), 10, Optional.empty()).attempts())
          .containsExactly(attempt);
      assertThatThrownBy(() -> reader.write(List.of(Attempts.failed("del_2", 1, NOON))))
          .isInstanceOf(AttemptLogException.class);
    }

    log = JdbcAttemptLog.of(settings());
    assertThat(log.attempts("del_1")).containsExactly(attempt);
  }

  @Test
  void onlyItsOwnerGetsIntoTheFolder() throws Exception {
    assertThat(Files.getPosixFilePermissions(data.resolve("attempts")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void anotherDatabaseIsRefused() {
    assertThatThrownBy(() -> new DatabaseSettings("jdbc:mysql://db/x", "u", Secret.of("")))
        .hasMessageContaining("sealpost.database.url");
  }
}
