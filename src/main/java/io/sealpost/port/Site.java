package io.sealpost.port;

import io.vertx.core.http.HttpServerRequest;

/** What is behind a port. Called on its event loop: does not block. */
public interface Site {
  /** Each request is answered once, by {@link HttpPort#answer}. */
  void serve(HttpServerRequest request);

  /**
   * The answer to what is not served at all, because it is no HTTP or too large.
   *
   * @param status 400, 414 or 431
   * @param detail what is wrong with it and what to do
   */
  PortAnswer refusal(int status, String detail);
}
