package io.sealpost.delivery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A call that ended without an answer. Its message holds nothing the endpoint sent as an answer.
 */
final class CallFailedException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_DETAIL_CHARACTERS = 300;

  private final CallFailure failure;
  private transient CallTrace trace = CallTrace.NONE;

  CallFailedException(CallFailure failure, @Nullable String detail, @Nullable Throwable cause) {
    super(failure.text() + (detail == null ? "" : ": " + printable(detail)), cause);
    this.failure = failure;
  }

  /** The same, of a call that went like that. */
  CallFailedException after(CallTrace call) {
    trace = call;
    return this;
  }

  CallTrace trace() {
    return trace;
  }

  CallFailure failure() {
    return failure;
  }

  /** Certificates and name services put text of their own into exceptions. */
  private static String printable(String detail) {
    return detail
        .substring(0, Math.min(detail.length(), MAX_DETAIL_CHARACTERS))
        .replaceAll("\\p{Cntrl}", "?");
  }
}
