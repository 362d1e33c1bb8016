package io.sealpost.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sealpost.fault.LedgerEntry.Acked;
import io.sealpost.fault.LedgerEntry.Seen;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of HTTP/1.1, read whole.
 *
 * @param headers by lower-case name, the last of a name
 */
record Post(String line, Map<String, String> headers, byte[] body) {
  /** What the harness's activation sends beside the body. */
  static final String MESSAGE_HEADER = "X-Message-Id";

  static final String ATTEMPT_HEADER = "X-Attempt";

  /** The next one; null where the sender has closed the connection before it. */
  static @Nullable Post read(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String header = line(in); header == null || !header.isEmpty(); header = line(in)) {
      if (header == null) {
        throw new EOFException("The sender closed the connection within the headers");
      }
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("The sender closed the connection within the body");
    }
    return new Post(line, headers, body);
  }

  /** Whether the receiver's tolerance lets that be the time of its signature. */
  boolean isSigned(WireSignature signature, long nowSeconds) {
    return signature.check(headers, body, nowSeconds).equals(WireSignature.VALID);
  }

  Seen seen(WireSignature signature, long nowSeconds) {
    return new Seen(
        message(),
        deliveryId(),
        attempt(),
        WireSignature.sha256(body),
        signature.check(headers, body, nowSeconds));
  }

  Acked acked() {
    return new Acked(message(), deliveryId(), attempt());
  }

  /** Without the query. */
  String path() {
    return line.split(" ", -1)[1].split("\\?", 2)[0];
  }

  String message() {
    return headers.getOrDefault(MESSAGE_HEADER.toLowerCase(Locale.ROOT), "");
  }

  String attempt() {
    return headers.getOrDefault(ATTEMPT_HEADER.toLowerCase(Locale.ROOT), "");
  }

  private String deliveryId() {
    return headers.getOrDefault("sealpost-delivery-id", "");
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toString(ISO_8859_1).stripTrailing();
      }
      line.write(next);
    }
    if (line.size() > 0) {
      throw new EOFException("The sender closed the connection within a line");
    }
    return null;
  }
}
