package io.sealpost.delivery;

import io.sealpost.signature.HttpHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** A guarded request as the HTTP client sends it: this method, URL, headers and body, no others. */
final class CallRequest extends HttpUriRequestBase {
  private static final long serialVersionUID = 1L;

  /**
   * Between two writes the client looks whether the endpoint has answered already, over TLS for a
   * millisecond: 16 of them for the biggest body.
   */
  static final int WRITE_BYTES = 64 * 1024;

  /** {@code Content-Length: 0} goes out with these alone. Source: RFC 9110 §8.6. */
  private static final Set<String> EXPECT_CONTENT = Set.of("POST", "PUT", "PATCH");

  private final transient Call call;

  /**
   * @throws IllegalArgumentException for a GET with a body: none would be sent, but may be signed
   */
  CallRequest(GuardedRequest guarded, ScheduledExecutorService timer) {
    super(guarded.method(), guarded.url());
    byte[] body = guarded.body();
    if (guarded.method().equals("GET") && body.length > 0) {
      throw new IllegalArgumentException("A GET sends no body, but has one");
    }
    for (HttpHeader header : guarded.headers()) {
      addHeader(header.name(), header.value());
    }
    call = new Call(guarded.timeouts(), timer, this);
    if (body.length > 0 || EXPECT_CONTENT.contains(guarded.method())) {
      setEntity(new Body(body, call));
    }
  }

  Call call() {
    return call;
  }

  /** The body's bytes; the last of them ends the write phase. */
  private static final class Body extends HttpEntityWrapper {
    private final byte[] bytes;
    private final Call call;

    Body(byte[] bytes, Call call) {
      super(new ByteArrayEntity(bytes, null));
      this.bytes = bytes;
      this.call = call;
    }

    @Override
    public void writeTo(@Nullable OutputStream out) throws IOException {
      if (out == null) {
        throw new IllegalArgumentException("No stream to write to");
      }
      try {
        for (int at = 0; at < bytes.length; at += WRITE_BYTES) {
          out.write(bytes, at, Math.min(WRITE_BYTES, bytes.length - at));
        }
        out.flush();
      } catch (IOException e) {
        if (call.isExpired()) {
          throw e;
        }
        // An endpoint that refuses a request need not read it: its answer may be waiting.
        call.writeFailed(e);
      }
      call.enter(Call.Phase.READ);
    }
  }
}
