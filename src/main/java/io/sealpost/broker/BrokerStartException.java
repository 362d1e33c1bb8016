package io.sealpost.broker;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The embedded broker did not start. The message says why and what to do. */
public final class BrokerStartException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String code;

  BrokerStartException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Its section in {@link Troubleshooting#PAGE}. */
  public String code() {
    return code;
  }
}
