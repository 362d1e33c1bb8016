package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.Map;

/**
 * What the receiver does with a request it has read.
 *
 * @param status 0 for none: then only the end matters
 * @param delay before the answer
 * @param end what becomes of the connection
 */
record Reply(int status, Map<String, String> headers, Duration delay, End end) {
  /** What becomes of the connection behind the answer. */
  enum End {
    KEEP,
    /** Without a {@code Connection: close} in the answer: the sender finds out by itself. */
    CLOSE,
    /** With a TCP reset. */
    RESET,
    /** Neither answered nor closed, until the sender gives up. */
    HANG
  }

  static final Reply OK = of(200);

  /** An answer with that status; the connection is kept. */
  static Reply of(int status) {
    return new Reply(status, Map.of(), Duration.ZERO, End.KEEP);
  }

  static Reply none(End end) {
    return new Reply(0, Map.of(), Duration.ZERO, end);
  }

  /** Any text, as {@code Retry-After}. */
  Reply retryAfter(String text) {
    return new Reply(status, Map.of("Retry-After", text), delay, end);
  }

  Reply after(Duration wait) {
    return new Reply(status, headers, wait, end);
  }

  Reply then(End next) {
    return new Reply(status, headers, delay, next);
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** On the wire; the body is empty. */
  byte[] bytes() {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.append("Content-Length: 0\r\n\r\n").toString().getBytes(ISO_8859_1);
  }
}
