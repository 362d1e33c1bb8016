package io.sealpost.cli;

import io.sealpost.attemptlog.AttemptLogException;
import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.attemptlog.JdbcAttemptLog;
import io.sealpost.signature.Secret;
import java.nio.file.Path;

/**
 * Reads the attempt log, and nothing else: PostgreSQL at any time, H2's file while no Sealpost has
 * it.
 */
final class AttemptLogAccess {
  private final Folders folders;

  AttemptLogAccess(Folders folders) {
    this.folders = folders;
  }

  /** A question to the log. */
  @FunctionalInterface
  interface Question<T> {
    T ask(JdbcAttemptLog log) throws AttemptLogException;
  }

  <T> T call(Question<T> question) {
    ClientSettings settings = ClientSettings.read(folders.config());
    String url = settings.get("sealpost.database.url");
    DatabaseSettings database = url.isEmpty() ? file(folders.data()) : server(settings, url);
    try (JdbcAttemptLog log = JdbcAttemptLog.readOnly(database)) {
      return question.ask(log);
    } catch (AttemptLogException e) {
      throw CommandException.nothingToTalkTo(
          url.isEmpty()
              ? "The attempt log in "
                  + folders.data()
                  + " cannot be read ("
                  + e.getMessage()
                  + "). Its file belongs to the Sealpost that runs: stop that first, or keep the log"
                  + " in PostgreSQL (sealpost.database.url). See docs/attempt-log.md#asking"
              : e.getMessage() + ". Is the database of sealpost.database.url up?",
          e);
    }
  }

  private static DatabaseSettings file(Path data) {
    if (!DatabaseSettings.hasFile(data)) {
      throw CommandException.nothingToTalkTo(
          "There is no attempt log in " + data + " yet. Start: sealpost run", null);
    }
    return DatabaseSettings.readOnlyFile(data);
  }

  private static DatabaseSettings server(ClientSettings settings, String url) {
    try {
      return new DatabaseSettings(
          url,
          settings.get("sealpost.database.userName"),
          Secret.of(settings.get("sealpost.database.password")));
    } catch (IllegalArgumentException e) {
      throw CommandException.unusable(e.getMessage(), e);
    }
  }
}
