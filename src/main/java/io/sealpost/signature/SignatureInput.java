package io.sealpost.signature;

import java.time.Instant;
import java.util.List;

/**
 * What a scheme's parts can refer to, for a request about to be sent or one that was received.
 *
 * @param id the delivery id; empty on receipt, where it comes from the scheme's id header
 * @param timestamp of the attempt, in whole seconds or milliseconds as the scheme has it; on
 *     receipt ignored in favour of the scheme's timestamp header
 * @param method as on the wire, upper case
 * @param url the absolute URL, as sent
 * @param path after the authority, as sent, without the query
 * @param query without {@code ?}, empty where there is none
 * @param headers all headers of the request so far, in order
 * @param body the exact bytes, empty where there are none
 */
public record SignatureInput(
    String id,
    Instant timestamp,
    String method,
    String url,
    String path,
    String query,
    List<HttpHeader> headers,
    byte[] body) {
  public SignatureInput {
    headers = List.copyOf(headers);
  }

  /** Without URL, header values and body: each may hold a credential or personal data. */
  @Override
  public String toString() {
    return "SignatureInput[%s, id %s, %d headers, %d bytes]"
        .formatted(method, id, headers.size(), body.length);
  }
}
