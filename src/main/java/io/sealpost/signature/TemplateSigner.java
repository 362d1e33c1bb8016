package io.sealpost.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

final class TemplateSigner implements Signer {
  private final SchemeTemplate template;
  private final SignedContent content;
  private final List<Versioned> keys;

  /** A key and the version it signs in. */
  record Versioned(SignatureVersion version, SigningKey key) {
    String sign(List<byte[]> content) {
      return version.prefix() + version.encoding().encode(key.sign(content));
    }
  }

  /**
   * @param keys all sign where the header can carry several signatures, else the first
   */
  TemplateSigner(SchemeTemplate template, List<Versioned> keys) {
    this.template = template;
    this.content = new SignedContent(template);
    this.keys = template.carriesSeveral() ? List.copyOf(keys) : List.of(keys.get(0));
  }

  @Override
  public List<HttpHeader> sign(SignatureInput request) {
    try {
      return headers(request);
    } catch (Refusal refusal) {
      throw unsignable(refusal.text());
    }
  }

  @Override
  public String urlToSend(SignatureInput request) {
    String digest;
    try {
      digest = content.digestForQuery(request).orElse("");
    } catch (Refusal refusal) {
      throw unsignable(refusal.text());
    }
    if (digest.isEmpty() || content.digestsInQuery(request.url()).equals(List.of(digest))) {
      return request.url();
    }
    if (!content.digestsInQuery(request.url()).isEmpty()) {
      throw unsignable(
          "the URL already has the query parameter %s, with another value"
              .formatted(template.bodySha256Query()));
    }
    return request.url()
        + (request.url().contains("?") ? "&" : "?")
        + template.bodySha256Query()
        + "="
        + digest;
  }

  private List<HttpHeader> headers(SignatureInput request) throws Refusal {
    SchemeTemplate.HeaderNames names = template.written();
    String timestamp = Long.toString(template.timestampUnit().of(request.timestamp()));
    if (template.signs(Part.Kind.TIMESTAMP)) {
      ReceivedValues.checkTimestamp(timestamp);
    }
    List<HttpHeader> headers = new ArrayList<>();
    if (!names.id().isEmpty()) {
      ReceivedValues.checkId(request.id(), template);
      headers.add(new HttpHeader(names.id(), request.id()));
    }
    if (!names.timestamp().isEmpty()) {
      headers.add(new HttpHeader(names.timestamp(), timestamp));
    }
    List<byte[]> pieces = content.of(request.id(), timestamp, request.url(), request);
    String signatures =
        keys.stream()
            .map(key -> key.sign(pieces))
            .collect(Collectors.joining(template.signatureSeparator()));
    String embedded =
        template.timestampPrefix().isEmpty()
            ? ""
            : template.timestampPrefix() + timestamp + template.signatureSeparator();
    headers.add(new HttpHeader(names.signature(), embedded + signatures));
    return List.copyOf(headers);
  }

  private UnsignableRequestException unsignable(String reason) {
    return new UnsignableRequestException(
        "Scheme %s cannot sign this request: %s".formatted(template.name(), reason));
  }
}
