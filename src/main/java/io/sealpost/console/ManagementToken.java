package io.sealpost.console;

import io.sealpost.broker.PrivateFile;
import io.sealpost.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The token that every request to the management API carries. */
public final class ManagementToken {
  /** In the data folder; readable by its owner alone. */
  public static final String FILE_NAME = "management-token";

  private ManagementToken() {}

  /** The one generated at an earlier start, or a new one, kept from now on. */
  public static Secret loadOrGenerate(Path data) throws IOException {
    Optional<Secret> kept = load(data);
    if (kept.isPresent()) {
      return kept.get();
    }
    String token = PrivateFile.newSecret();
    PrivateFile.write(data.resolve(FILE_NAME), token + "\n");
    return Secret.of(token);
  }

  /** What the Sealpost of that data folder accepts; empty if it never started. */
  public static Optional<Secret> load(Path data) throws IOException {
    Path file = data.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String token = PrivateFile.read(file).strip();
    return token.isEmpty() ? Optional.empty() : Optional.of(Secret.of(token));
  }
}
