package io.sealpost.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Collects the body of a request. Vert.x Web's own handler would take a form apart that nobody
 * wants, and logs a connection cut off as an error. Used by one event loop.
 */
final class BodyReading {
  /** A message's own limit, and some for properties in the query. */
  private static final int MAX_BYTES = 1024 * 1024;

  private final Buffer bytes = Buffer.buffer();
  private final Consumer<byte[]> whole;
  private final Consumer<RefusedException> refused;
  private boolean over;

  private BodyReading(Consumer<byte[]> whole, Consumer<RefusedException> refused) {
    this.whole = whole;
    this.refused = refused;
  }

  /**
   * Calls one of the two, once; none where the client went away.
   *
   * @param whole given the body, empty where there is none
   * @param refused given why it is not read to its end
   */
  static void of(
      HttpServerRequest request, Consumer<byte[]> whole, Consumer<RefusedException> refused) {
    BodyReading reading = new BodyReading(whole, refused);
    request.exceptionHandler(reading::fail);
    if (announced(request) > MAX_BYTES) {
      reading.refuse(tooLarge());
      return;
    }
    request.handler(reading::append).endHandler(end -> reading.end());
  }

  /** Refuses any body, unread. */
  static void requireNone(HttpServerRequest request) {
    if (announced(request) > 0 || request.headers().contains("Transfer-Encoding")) {
      throw RefusedException.badRequest("This takes no body: leave it out");
    }
  }

  /** By its Content-Length, which was parsed by now; 0 without. */
  private static long announced(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? 0 : Long.parseLong(length);
  }

  private void append(Buffer more) {
    if (over) {
      return;
    }
    // Exactly as many are still accepted.
    if (bytes.length() + more.length() > MAX_BYTES) {
      refuse(tooLarge());
    } else {
      bytes.appendBuffer(more);
    }
  }

  private void end() {
    if (!over) {
      over = true;
      whole.accept(bytes.getBytes());
    }
  }

  private void fail(Throwable cause) {
    refuse(
        new RefusedException(
            400, "bad-request", "The body ends early, or is not chunked as HTTP wants it", cause));
  }

  private void refuse(RefusedException why) {
    if (!over) {
      over = true;
      refused.accept(why);
    }
  }

  private static RefusedException tooLarge() {
    return new RefusedException(
        413, "too-large", "The body is larger than " + MAX_BYTES + " bytes: send less", null);
  }
}
