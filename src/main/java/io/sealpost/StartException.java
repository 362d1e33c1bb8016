package io.sealpost;

import io.sealpost.configuration.Problem;
import java.nio.file.Path;
import java.util.List;

/** Sealpost did not start. The message says why and what to do; there is nothing to clean up. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }

  static StartException invalidConfiguration(Path folder, List<Problem> problems) {
    return new StartException(
        "The configuration in " + folder + " has errors:" + Problems.lines(problems));
  }

  /** Our own reason where Camel wrapped it, else what Camel says. */
  static StartException of(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartException ours) {
        return ours;
      }
    }
    return new StartException("Sealpost could not start: " + failure.getMessage(), failure);
  }
}
