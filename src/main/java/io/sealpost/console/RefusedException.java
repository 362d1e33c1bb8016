package io.sealpost.console;

import org.jspecify.annotations.Nullable;

/** A request that is not answered as asked. The message tells the client why and what to do. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * @param status HTTP's, 400 to 599
   * @param code its section in docs/management-api.md
   */
  RefusedException(int status, String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.code = code;
  }

  static RefusedException badRequest(String message) {
    return new RefusedException(400, "bad-request", message, null);
  }

  static RefusedException notFound(String message) {
    return new RefusedException(404, "not-found", message, null);
  }

  static RefusedException stopping() {
    return new RefusedException(
        503, "stopping", "This instance is about to stop: ask again when it is back", null);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
