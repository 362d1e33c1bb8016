package io.sealpost;

import io.sealpost.broker.BrokerStartException;
import io.sealpost.broker.Troubleshooting;
import io.sealpost.configuration.Problem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sealpost did not start. The message says why and what to do; there is nothing to clean up. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  private StartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * @param code its section in {@link Troubleshooting#PAGE}
   */
  StartException(String code, String message, @Nullable Throwable cause) {
    this(Troubleshooting.pointed(message, code), cause);
  }

  static StartException invalidConfiguration(Path folder, List<Problem> problems) {
    return listing(
        "invalid-configuration",
        "The configuration in " + folder + " has errors",
        problems.stream().map(Problem::toString).toList());
  }

  /** Each on a line of its own, below what is said before. */
  static StartException listing(String code, String summary, List<String> lines) {
    return new StartException(
        Troubleshooting.pointed(summary, code) + ":\n  " + String.join("\n  ", lines), null);
  }

  static StartException invalidSetting(String message, @Nullable Throwable cause) {
    return new StartException("invalid-setting", message, cause);
  }

  /** Our own reason where Camel wrapped it, else what Camel says. */
  static StartException of(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartException ours) {
        return ours;
      }
      if (cause instanceof BrokerStartException broker) {
        return new StartException(broker.code(), String.valueOf(broker.getMessage()), failure);
      }
    }
    return new StartException(
        "start-failed", "Sealpost could not start: " + failure.getMessage(), failure);
  }
}
