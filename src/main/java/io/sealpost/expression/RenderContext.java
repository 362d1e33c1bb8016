package io.sealpost.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.signature.Secret;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template sees of one attempt.
 *
 * @param attributes the attributes of the activation message, numbers with their own digits (see
 *     {@link ExactJson})
 * @param shown the same as they may be shown: the very same where nothing is redacted
 * @param auth what {@code {{auth.…}}} names, by the name behind the dot
 * @param secrets what {@code {{secret:…}}} names
 * @param meta what {@code {{meta.…}}} names; absent keys render as nothing
 * @param now frozen for the attempt
 * @param method of the request, upper case
 * @param missing what a missing attribute means
 * @param maxBytes bound on each rendered text and on the body, in UTF-8 bytes
 * @param path the path after the domain, as sent, without the query; null until the URL is rendered
 * @param query without {@code ?}; null until the URL is rendered
 * @param body null until the body is rendered
 */
public record RenderContext(
    ObjectNode attributes,
    JsonNode shown,
    Map<String, Secret> auth,
    Map<String, Secret> secrets,
    Map<String, String> meta,
    Instant now,
    String method,
    MissingAttribute missing,
    int maxBytes,
    @Nullable Rendered path,
    @Nullable Rendered query,
    @Nullable RenderedBody body) {

  public RenderContext withUrl(Rendered renderedPath, Rendered renderedQuery) {
    return new RenderContext(
        attributes,
        shown,
        auth,
        secrets,
        meta,
        now,
        method,
        missing,
        maxBytes,
        renderedPath,
        renderedQuery,
        body);
  }

  public RenderContext withBody(RenderedBody renderedBody) {
    return new RenderContext(
        attributes,
        shown,
        auth,
        secrets,
        meta,
        now,
        method,
        missing,
        maxBytes,
        path,
        query,
        renderedBody);
  }

  /** Without the message's content. */
  @Override
  public String toString() {
    return "RenderContext[method=" + method + ", now=" + now + ", missing=" + missing + "]";
  }
}
