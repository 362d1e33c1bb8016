package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.connection.UrlRefusedException;
import io.sealpost.expression.RenderException;
import io.sealpost.expression.Rendered;
import io.sealpost.expression.RenderedBody;
import java.net.URI;
import java.util.List;

/** A complete request, not yet allowed to go out. */
public final class SignedRequest {
  private final Attempt attempt;
  private final Rendered url;
  private final List<RequestHeader> headers;
  private final RenderedBody body;

  SignedRequest(Attempt attempt, Rendered url, List<RequestHeader> headers, RenderedBody body) {
    this.attempt = attempt;
    this.url = url;
    this.headers = headers;
    this.body = body;
  }

  /**
   * The last check, after everything that changes a request.
   *
   * @throws UrlRefusedException when the URL does not lie below the connection's prefix
   * @throws RenderException {@code too-large} when the body exceeds what the connection's kind
   *     allows
   */
  public GuardedRequest guard() throws UrlRefusedException, RenderException {
    Activation activation = attempt.activation();
    activation.connection().urlPrefix().check(url.text());
    int limit = activation.connection().kind().maxBodyBytes();
    if (body.bytes().length > limit) {
      throw new RenderException(
          "too-large",
          "the request body has "
              + body.bytes().length
              + " bytes, at most "
              + limit
              + " may be sent");
    }
    return new GuardedRequest(
        activation.method(),
        URI.create(url.text()),
        RequestHeader.onTheWire(headers),
        body.bytes(),
        activation.timeouts());
  }

  public String method() {
    return attempt.activation().method();
  }

  public Rendered url() {
    return url;
  }

  /** All headers Sealpost adds, in the order of the wire. */
  public List<RequestHeader> headers() {
    return headers;
  }

  public RenderedBody body() {
    return body;
  }
}
