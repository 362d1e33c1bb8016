package io.sealpost.bench.stage;

import java.nio.file.Path;
import java.util.Optional;

/** Somebody who takes messages from a queue and makes a signed request of each. */
public interface Contender {
  String name();

  /** Why it cannot be measured here, and what to do about it. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /**
   * Makes all ready, but starts nothing that takes messages.
   *
   * @param folder for this turn
   */
  Entrant enter(Path folder, Receiver receiver, Course course) throws Exception;
}
