package io.sealpost.delivery;

import io.sealpost.expression.Rendered;
import io.sealpost.expression.RenderedBody;
import io.sealpost.signature.HttpHeader;
import io.sealpost.signature.SignatureInput;
import io.sealpost.signature.Signer;
import java.util.ArrayList;
import java.util.List;

/** A request that lacks only its signature. */
public final class UnsignedRequest {
  private final Attempt attempt;
  private final Rendered url;
  private final List<RequestHeader> headers;
  private final RenderedBody body;

  UnsignedRequest(Attempt attempt, Rendered url, List<RequestHeader> headers, RenderedBody body) {
    this.attempt = attempt;
    this.url = url;
    this.headers = headers;
    this.body = body;
  }

  /**
   * Signs exactly the bytes that go on the wire.
   *
   * @throws io.sealpost.signature.UnsignableRequestException where the scheme cannot sign it
   */
  public SignedRequest sign() {
    Signer signer = attempt.activation().connection().signer();
    SignatureInput input = signatureInput(url);
    Rendered finalUrl = withDigest(signer.urlToSend(input));
    List<RequestHeader> signed = new ArrayList<>(headers);
    for (HttpHeader header : signer.sign(finalUrl.equals(url) ? input : signatureInput(finalUrl))) {
      signed.add(RequestHeader.plain(header.name(), header.value()));
    }
    return new SignedRequest(attempt, finalUrl, List.copyOf(signed), body);
  }

  /** The URL, with a digest of the body behind it where the scheme carries one there. */
  private Rendered withDigest(String text) {
    return text.startsWith(url.text())
        ? new Rendered(text, url.masked() + text.substring(url.text().length()))
        : Rendered.plain(text);
  }

  private SignatureInput signatureInput(Rendered sent) {
    RequestTarget target = RequestTarget.of(sent.text());
    return new SignatureInput(
        attempt.message().deliveryId(),
        attempt.startedAt(),
        attempt.activation().method(),
        sent.text(),
        target.path(),
        target.query(),
        RequestHeader.onTheWire(headers),
        body.bytes());
  }
}
