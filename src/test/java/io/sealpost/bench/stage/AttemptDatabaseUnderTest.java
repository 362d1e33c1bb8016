package io.sealpost.bench.stage;

import io.sealpost.attemptlog.DatabaseSettings;
import io.sealpost.signature.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A database as Sealpost would use it, in a folder of its own, which goes when it is closed. */
public final class AttemptDatabaseUnderTest implements AutoCloseable {
  /** What {@code --database} may name. */
  public enum Kind {
    h2,
    postgres
  }

  private final Path folder;
  private final @Nullable EmbeddedPostgres postgres;
  private final DatabaseSettings settings;

  private AttemptDatabaseUnderTest(
      Path folder, @Nullable EmbeddedPostgres postgres, DatabaseSettings settings) {
    this.folder = folder;
    this.postgres = postgres;
    this.settings = settings;
  }

  public static AttemptDatabaseUnderTest start(Kind kind, Path below) throws IOException {
    Files.createDirectories(below);
    Path folder = Files.createTempDirectory(below, kind + "-").toAbsolutePath();
    if (kind == Kind.h2) {
      return new AttemptDatabaseUnderTest(folder, null, DatabaseSettings.file(folder));
    }
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            // As a server has it, not as a quick test likes it.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("shared_buffers", "128MB")
            .setServerConfig("max_wal_size", "1GB")
            .start();
    return new AttemptDatabaseUnderTest(
        folder,
        postgres,
        new DatabaseSettings(
            postgres.getJdbcUrl("postgres", "postgres"), "postgres", Secret.of("postgres")));
  }

  public DatabaseSettings settings() {
    return settings;
  }

  /** What it takes on the disk. */
  public double megabytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(AttemptDatabaseUnderTest::size).sum()
          / 1e6;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      // Databases remove files of their own.
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
