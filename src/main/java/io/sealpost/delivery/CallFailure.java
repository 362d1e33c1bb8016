package io.sealpost.delivery;

import java.util.Locale;

/** The ways a call ends without an answer. */
enum CallFailure {
  /** The one that no later attempt can change: configuration has to. */
  ADDRESS_REFUSED(false, "The address guard refused the endpoint"),
  CONNECT_REFUSED(true, "The endpoint refused the connection"),
  UNREACHABLE(true, "The endpoint cannot be reached"),
  DNS_FAILED(true, "The name service gave no address for the endpoint"),
  CONNECT_TIMEOUT(true, "No connection within connectionTimeout"),
  PROXY_REFUSED(true, "The proxy opened no tunnel to the endpoint"),
  TLS_FAILED(true, "TLS with the endpoint failed"),
  WRITE_TIMEOUT(true, "The endpoint did not take the request within writeTimeout"),
  READ_TIMEOUT(true, "The endpoint did not answer within readTimeout"),
  CONNECTION_RESET(true, "The endpoint broke the connection before it answered"),
  NO_ANSWER(
      true,
      "The endpoint closed the connection without an answer (if it asks for a client certificate,"
          + " it may have refused ours)"),
  UNREADABLE_ANSWER(true, "What the endpoint answered is not HTTP/1.1, or its headers are too big"),
  CALL_STOPPED(true, "This instance stopped during the call");

  private final boolean retried;
  private final String text;

  CallFailure(boolean retried, String text) {
    this.retried = retried;
    this.text = text;
  }

  /** In kebab case, for properties, logs and metrics. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a later attempt may succeed. */
  boolean isRetried() {
    return retried;
  }

  String text() {
    return text;
  }
}
