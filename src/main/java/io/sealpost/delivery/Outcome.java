package io.sealpost.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What follows from an attempt: the owner of the transaction sends it and commits. */
sealed interface Outcome {
  /**
   * The endpoint has it.
   *
   * @param status 2xx
   */
  record Delivered(int status) implements Outcome {}

  /**
   * The message goes back to its queue.
   *
   * @param delay from now to the next attempt
   * @param code in kebab case
   * @param text for people
   * @param status null where there was no answer
   */
  record Retry(Duration delay, String code, String text, @Nullable Integer status)
      implements Outcome {}

  /**
   * The message goes to the dead queue.
   *
   * @param code in kebab case
   * @param text for people
   * @param status the last one, or null where there was no answer
   */
  record Dead(String code, String text, @Nullable Integer status) implements Outcome {}
}
