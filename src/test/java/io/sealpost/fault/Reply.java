package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;

/**
 * What the receiver does with a request it has read.
 *
 * @param status 0 where none becomes known to the sender
 * @param text all that goes out, perhaps nothing
 * @param delay before the answer
 * @param rest the least time until the same message may come again
 * @param end what becomes of the connection
 */
record Reply(int status, String text, Duration delay, Duration rest, End end) {
  /** What becomes of the connection behind the answer. */
  enum End {
    KEEP,
    /** Without a {@code Connection: close} in the answer: the sender finds out by itself. */
    CLOSE,
    /** With a TCP reset. */
    RESET,
    /** With a reset, as soon as the next request begins. */
    RESET_NEXT,
    /** Neither answered nor closed, until the sender gives up. */
    HANG
  }

  static final Reply OK = of(200);

  /** An answer with that status; the connection is kept. */
  static Reply of(int status) {
    return of(status, 0);
  }

  private static Reply of(int status, int bodyBytes) {
    String head = "HTTP/1.1 " + status + " Said\r\nContent-Length: " + bodyBytes + "\r\n\r\n";
    return new Reply(status, head, Duration.ZERO, Duration.ZERO, End.KEEP);
  }

  static Reply none(End end) {
    return new Reply(0, "", Duration.ZERO, Duration.ZERO, end);
  }

  /** A success that nobody hears of: it breaks off before its headers end. */
  static Reply cutInHeaders(End end) {
    return new Reply(0, "HTTP/1.1 200 Said\r\nContent-Le", Duration.ZERO, Duration.ZERO, end);
  }

  /** A success whose body never comes to its end. */
  static Reply cutInBody(End end) {
    return of(200, 1000).then(end);
  }

  /** Any text, as {@code Retry-After}. */
  Reply retryAfter(String hint) {
    String line = "\r\nRetry-After: " + hint + "\r\n";
    return new Reply(status, text.replaceFirst("\r\n", line), delay, rest, end);
  }

  Reply after(Duration wait) {
    return new Reply(status, text, wait, rest, end);
  }

  /** The sender has to wait at least so long. */
  Reply andRest(Duration least) {
    return new Reply(status, text, delay, least, end);
  }

  Reply then(End next) {
    return new Reply(status, text, delay, rest, next);
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** On the wire. */
  byte[] bytes() {
    return text.getBytes(ISO_8859_1);
  }
}
