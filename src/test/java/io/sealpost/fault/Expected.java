package io.sealpost.fault;

import java.util.List;

/**
 * How messages of a scenario may end, other than delivered.
 *
 * @param deadReasons codes, such as {@code retries-exhausted}
 * @param pending whether some may still wait at the end
 */
record Expected(List<String> deadReasons, boolean pending) {
  static final Expected ALL_DELIVERED = new Expected(List.of(), false);

  /** By outcomes of the attempt log, such as {@code expired}. */
  static Expected ended(String... outcomes) {
    return dead(outcomes);
  }

  static Expected dead(String... reasons) {
    return new Expected(List.of(reasons), false);
  }
}
