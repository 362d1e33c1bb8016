package io.sealpost.receiver;

import io.sealpost.signature.HttpHeader;
import java.util.List;

/**
 * What a receiver says to a request.
 *
 * @param status 200 to 599
 * @param headers sent in order; Content-Length is added behind them
 * @param body may be empty
 */
public record Answer(int status, List<HttpHeader> headers, byte[] body) {
  public Answer {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "An answer has a status from 200 to 599, not " + status + ".");
    }
  }

  /** Without headers and body. */
  public static Answer of(int status) {
    return new Answer(status, List.of(), new byte[0]);
  }
}
