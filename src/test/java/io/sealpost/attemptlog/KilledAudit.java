package io.sealpost.attemptlog;

import java.nio.file.Path;
import java.time.Instant;

/** A process that writes a row of the audit and is gone at once, as if it had been killed. */
final class KilledAudit {
  private KilledAudit() {}

  public static void main(String[] args) throws Exception {
    JdbcAttemptLog log = JdbcAttemptLog.of(DatabaseSettings.file(Path.of(args[0])));
    log.audit().begin(Instant.now(), "dead.replay", null, "{}", "node", "127.0.0.1");
    Runtime.getRuntime().halt(9);
  }
}
