package io.sealpost.attemptlog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A process that writes a row of the audit and is gone at once, as if it had been killed. */
final class KilledAudit {
  private KilledAudit() {}

  static Process start(Path data) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledAudit.class.getName(),
            data.toString())
        .inheritIO()
        .start();
  }

  public static void main(String[] args) throws Exception {
    JdbcAttemptLog log = JdbcAttemptLog.of(DatabaseSettings.file(Path.of(args[0])));
    log.audit().begin(Instant.now(), "dead.replay", null, "{}", "node", "127.0.0.1");
    Runtime.getRuntime().halt(9);
  }
}
