package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.activation.Activation.CustomHeader;
import io.sealpost.activation.HeaderRules;
import io.sealpost.connection.Connection;
import io.sealpost.expression.RenderContext;
import io.sealpost.expression.RenderException;
import io.sealpost.expression.Rendered;
import io.sealpost.expression.RenderedBody;
import io.sealpost.trace.TraceContext;
import java.util.ArrayList;
import java.util.List;

/** A request with its URL and body. */
public final class FilledRequest {
  private final Attempt attempt;
  private final RenderContext context;
  private final Rendered url;
  private final List<RequestHeader> authorization;
  private final RenderedBody body;

  FilledRequest(
      Attempt attempt,
      RenderContext context,
      Rendered url,
      List<RequestHeader> authorization,
      RenderedBody body) {
    this.attempt = attempt;
    this.context = context;
    this.url = url;
    this.authorization = authorization;
    this.body = body;
  }

  /**
   * All headers but the signature's: ours, the operator's, the authorization, delivery id and
   * trace.
   */
  public UnsignedRequest renderHeaders() throws RenderException {
    Activation activation = attempt.activation();
    Connection connection = activation.connection();
    List<RequestHeader> headers = new ArrayList<>();
    headers.add(RequestHeader.plain("User-Agent", Product.USER_AGENT));
    if (body.bytes().length > 0 && !hasContentType(activation)) {
      headers.add(RequestHeader.plain("Content-Type", "application/json"));
    }
    for (CustomHeader header : activation.customHeaders()) {
      headers.add(customHeader(header));
    }
    headers.addAll(authorization);
    if (connection.deliveryIdHeader() != null) {
      headers.add(
          RequestHeader.plain(connection.deliveryIdHeader(), attempt.message().deliveryId()));
    }
    if (connection.traceHeaders()) {
      headers.addAll(traceHeaders());
    }
    return new UnsignedRequest(attempt, url, List.copyOf(headers), body);
  }

  private List<RequestHeader> traceHeaders() {
    RequestHeader parent =
        RequestHeader.plain(TraceContext.TRACEPARENT, attempt.trace().traceparent());
    String state = attempt.trace().tracestate();
    return state == null
        ? List.of(parent)
        : List.of(parent, RequestHeader.plain(TraceContext.TRACESTATE, state));
  }

  private RequestHeader customHeader(CustomHeader header) throws RenderException {
    Rendered value = header.value().render(context);
    String refusal = HeaderRules.checkValue(value.text());
    if (refusal != null) {
      throw new RenderException("invalid-header-value", "header " + header.name() + ": " + refusal);
    }
    return new RequestHeader(header.name(), value);
  }

  private static boolean hasContentType(Activation activation) {
    return activation.customHeaders().stream()
        .anyMatch(header -> header.name().equalsIgnoreCase("Content-Type"));
  }
}
