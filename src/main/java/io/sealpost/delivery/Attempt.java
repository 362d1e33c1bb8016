package io.sealpost.delivery;

import io.sealpost.activation.Activation;
import io.sealpost.activation.ActivationMessage;
import io.sealpost.connection.Authorization;
import io.sealpost.connection.Authorization.QueryParameter;
import io.sealpost.connection.Connection;
import io.sealpost.expression.RenderContext;
import io.sealpost.expression.RenderException;
import io.sealpost.expression.Rendered;
import io.sealpost.trace.TraceContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a delivery, about to be made. A request grows from it in five stages, each a type
 * of its own, so that none can be left out:
 *
 * <pre>{@code
 * GuardedRequest request = attempt.renderUrl().renderBody().renderHeaders().sign().guard();
 * }</pre>
 *
 * @param startedAt frozen here: every timestamp in the request is this one
 * @param trace what the endpoint does belongs to
 */
public record Attempt(Delivery delivery, Instant startedAt, TraceContext trace) {
  Activation activation() {
    return delivery.activation();
  }

  ActivationMessage message() {
    return delivery.message();
  }

  /** The URL with the connection's authorization, percent-encoded and not yet checked. */
  public AddressedRequest renderUrl() throws RenderException {
    RenderContext context = context();
    Rendered url = activation().url().render(context);
    Authorization authorization = activation().connection().authorization();
    List<RequestHeader> headers = authorization.headers().stream().map(RequestHeader::of).toList();
    return AddressedRequest.of(this, context, authorized(url, authorization.query()), headers);
  }

  private static Rendered authorized(Rendered url, @Nullable QueryParameter parameter) {
    return parameter == null
        ? url
        : new Rendered(parameter.appendTo(url.text()), parameter.appendMaskedTo(url.masked()));
  }

  private RenderContext context() {
    Connection connection = activation().connection();
    return new RenderContext(
        message().attributes(),
        activation().redaction().shown(message().attributes()),
        connection.references(),
        delivery.secrets(),
        meta(),
        startedAt,
        activation().method(),
        activation().missing(),
        connection.kind().maxBodyBytes(),
        null,
        null,
        null);
  }

  private Map<String, String> meta() {
    Map<String, String> meta = new HashMap<>();
    meta.put("delivery_id", message().deliveryId());
    meta.put("attempt", Integer.toString(message().attempt()));
    putIfPresent(meta, "event", message().event());
    putIfPresent(meta, "event_id", message().eventId());
    putIfPresent(meta, "journey", message().journey());
    putIfPresent(meta, "correlation_id", message().correlationId());
    return meta;
  }

  private static void putIfPresent(Map<String, String> meta, String name, @Nullable String value) {
    if (value != null) {
      meta.put(name, value);
    }
  }
}
