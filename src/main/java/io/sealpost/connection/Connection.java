package io.sealpost.connection;

import io.sealpost.signature.Secret;
import io.sealpost.signature.Signer;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that activations may call, checked and with its secrets resolved.
 *
 * @param name its file's name
 * @param urlPrefix every URL of its activations lies below it
 * @param kind bounds the body
 * @param authorization what it adds to a request
 * @param references what templates call {@code {{auth.…}}}, by the name behind the dot
 * @param signer adds the signature headers; {@link Signer#NONE} without signing
 * @param signatureHeaders lower-case names of the headers the signer writes: no custom headers
 * @param tls TLS settings
 * @param proxy {@code http://host:port}, or null
 * @param addressGuard which addresses may be connected to
 * @param concurrency calls in flight at once, all its activations together
 * @param deliveryIdHeader header that carries the delivery id, or null for none
 * @param traceHeaders whether requests carry {@code traceparent} and {@code tracestate}
 */
public record Connection(
    String name,
    UrlPrefix urlPrefix,
    Kind kind,
    Authorization authorization,
    Map<String, Secret> references,
    Signer signer,
    Set<String> signatureHeaders,
    TlsSettings tls,
    @Nullable URI proxy,
    AddressGuard addressGuard,
    int concurrency,
    @Nullable String deliveryIdHeader,
    boolean traceHeaders) {

  public Connection {
    signatureHeaders = Set.copyOf(signatureHeaders);
    references = Map.copyOf(references);
  }

  /** The two kinds of webhook, after their limits on the request body. */
  public enum Kind {
    /** Up to 1 MB. Source: Treasure Data, Secure Signed Webhook, Requirements and Limitations. */
    SIGNED(1024 * 1024),
    /** Up to 250 KB. Source: Treasure Data, Webhook, Limitations. */
    WEBHOOK(250 * 1024);

    private final int maxBodyBytes;

    Kind(int maxBodyBytes) {
      this.maxBodyBytes = maxBodyBytes;
    }

    /** A body of exactly this size is still accepted. */
    public int maxBodyBytes() {
      return maxBodyBytes;
    }
  }
}
