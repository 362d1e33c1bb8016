package io.sealpost.delivery;

import io.sealpost.connection.Authorization;
import io.sealpost.expression.Rendered;
import io.sealpost.signature.HttpHeader;
import java.util.List;

/** A header of a request on its way: its value, and the form of it that may be shown. */
public record RequestHeader(String name, Rendered value) {
  static RequestHeader plain(String name, String value) {
    return new RequestHeader(name, Rendered.plain(value));
  }

  static RequestHeader of(Authorization.Header header) {
    return new RequestHeader(header.name(), new Rendered(header.value().reveal(), header.masked()));
  }

  static List<HttpHeader> onTheWire(List<RequestHeader> headers) {
    return headers.stream().map(h -> new HttpHeader(h.name(), h.value().text())).toList();
  }
}
