package io.sealpost.attemptlog;

import io.sealpost.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where the attempt log lies.
 *
 * @param url JDBC, of H2 or PostgreSQL
 */
public record DatabaseSettings(String url, String userName, Secret password) {
  /** The folder of H2's file in the data folder. */
  private static final String FOLDER = "attempts";

  private static final String FILE_URL = "jdbc:h2:file:";

  /** So that one SQL serves both databases. */
  private static final String MODE = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";

  public DatabaseSettings {
    if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
      throw new IllegalArgumentException(
          "sealpost.database.url has to begin with jdbc:postgresql: (or be empty, for the file in"
              + " the data folder)");
    }
  }

  /** H2's file in the data folder. The folder, made if it is not there, is its owner's alone. */
  public static DatabaseSettings file(Path data) throws IOException {
    Path folder = data.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(data);
      Files.createDirectory(folder);
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
    // A new version is made by Flyway, and H2 stays open until the pool closes it. Its retention
    // time stays 45 s: what is overwritten sooner may be missing after a kill.
    return h2(data, ";DB_CLOSE_ON_EXIT=FALSE");
  }

  /** The same file, only to read; for when no Sealpost has it open. */
  public static DatabaseSettings readOnlyFile(Path data) {
    return h2(data, ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r");
  }

  /** Whether there is such a file. */
  public static boolean hasFile(Path data) {
    return Files.exists(data.resolve(FOLDER).resolve("attempts.mv.db"));
  }

  boolean isPostgres() {
    return url.startsWith("jdbc:postgresql:");
  }

  /** H2's file, whether it is there or not; empty where H2 lies elsewhere. */
  Optional<Path> file() {
    return url.startsWith(FILE_URL)
        ? Optional.of(Path.of(url.substring(FILE_URL.length()).replaceFirst(";.*", "") + ".mv.db"))
        : Optional.empty();
  }

  private static DatabaseSettings h2(Path data, String options) {
    Path file = data.resolve(FOLDER).resolve("attempts").toAbsolutePath();
    return new DatabaseSettings(FILE_URL + file + MODE + options, "sealpost", Secret.of(""));
  }
}
