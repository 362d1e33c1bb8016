package io.sealpost.fault;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the queues of a world are. */
enum Brokers {
  /** In Sealpost's own process. */
  EMBEDDED,
  /** One, in a process beside it. */
  BESIDE,
  /** Two with one folder, of which one stands by. */
  SHARED_STORE,
  /** Two with a folder each, of which one stands by and copies. */
  REPLICATION;

  /** The process that serves first. */
  ChildProcess serving(ChildProcess sealpost, Path folder, int port, int standbyPort)
      throws IOException {
    return switch (this) {
      case EMBEDDED -> sealpost;
      case BESIDE -> BrokerMain.process(folder, port, World.CREDENTIALS);
      case SHARED_STORE, REPLICATION -> PairedBroker.primary(folder, this, port, standbyPort);
    };
  }

  /** Null where none does. */
  @Nullable ChildProcess standingBy(Path folder, int port, int standbyPort) throws IOException {
    return isPair() ? PairedBroker.backup(folder, this, standbyPort, port) : null;
  }

  boolean isPair() {
    return this == SHARED_STORE || this == REPLICATION;
  }
}
