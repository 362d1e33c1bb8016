package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.expression.BodyTemplate;
import io.sealpost.expression.RenderContext;
import io.sealpost.expression.RenderException;
import io.sealpost.expression.Rendered;
import io.sealpost.expression.RenderedBody;
import java.util.List;

/** A request with its final URL and the headers that authorize it. */
public final class AddressedRequest {
  private final Attempt attempt;
  private final RenderContext context;
  private final Rendered url;
  private final List<RequestHeader> authorization;

  private AddressedRequest(
      Attempt attempt, RenderContext context, Rendered url, List<RequestHeader> authorization) {
    this.attempt = attempt;
    this.context = context;
    this.url = url;
    this.authorization = authorization;
  }

  static AddressedRequest of(
      Attempt attempt, RenderContext context, Rendered url, List<RequestHeader> authorization) {
    RequestTarget target = RequestTarget.of(url.text());
    RequestTarget shown = RequestTarget.of(url.masked());
    return new AddressedRequest(
        attempt,
        context.withUrl(
            new Rendered(target.path(), shown.path()), new Rendered(target.query(), shown.query())),
        url,
        authorization);
  }

  /** The exact body bytes, none for GET. */
  public FilledRequest renderBody() throws RenderException {
    Activation activation = attempt.activation();
    BodyTemplate template = activation.body();
    RenderedBody body =
        template == null || activation.method().equals("GET")
            ? RenderedBody.EMPTY
            : template.render(context);
    return new FilledRequest(attempt, context.withBody(body), url, authorization, body);
  }
}
