package io.sealpost.fault;

import java.util.List;

/**
 * How messages of a scenario may end, and what the attempt log can tell of it.
 *
 * @param deadReasons codes of those that are not delivered, such as {@code retries-exhausted}
 * @param sharedIds whether several have one delivery id, of which the attempt log has one row an
 *     attempt: it cannot be told whose it is
 */
record Expected(List<String> deadReasons, boolean sharedIds) {
  static final Expected ALL_DELIVERED = new Expected(List.of(), false);

  static final Expected ALL_DELIVERED_BY_SHARED_IDS = new Expected(List.of(), true);

  static Expected dead(String... reasons) {
    return new Expected(List.of(reasons), false);
  }
}
