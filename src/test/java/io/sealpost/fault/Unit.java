package io.sealpost.fault;

import org.jspecify.annotations.Nullable;

/** What a ledger counts: a message; of an event, each delivery that comes of it by itself. */
final class Unit {
  private Unit() {}

  /**
   * By the name all ledgers have for it. The harness sends no message with both an event and an
   * activation: what has both was an event, and is a copy of it by now.
   *
   * @param message as its producer named it
   * @param event null where it is none
   * @param activation it is for; null where that is not decided yet, or never was
   */
  static String of(String message, @Nullable String event, @Nullable String activation) {
    return event == null || activation == null ? message : ofEvent(message, activation);
  }

  /** As the activation's own template writes it, given {@code {{meta.event_id}}}. */
  static String ofEvent(String message, String activation) {
    return message + "/" + activation;
  }
}
