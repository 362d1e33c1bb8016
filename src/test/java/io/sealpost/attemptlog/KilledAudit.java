package io.sealpost.attemptlog;

import io.sealpost.signature.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A process that writes a row of the audit and is gone at once, as if it had been killed. */
final class KilledAudit {
  private KilledAudit() {}

  static Process start(DatabaseSettings settings) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledAudit.class.getName(),
            settings.url())
        .inheritIO()
        .start();
  }

  public static void main(String[] args) throws Exception {
    JdbcAttemptLog log =
        JdbcAttemptLog.of(new DatabaseSettings(args[0], "sealpost", Secret.of("")));
    log.audit().begin(Instant.now(), "dead.replay", null, "{}", "node", "127.0.0.1");
    Runtime.getRuntime().halt(9);
  }
}
