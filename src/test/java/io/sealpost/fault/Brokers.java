package io.sealpost.fault;

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

  boolean isPair() {
    return this == SHARED_STORE || this == REPLICATION;
  }
}
