package io.sealpost.delivery;

import io.sealpost.connection.Connection;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP client for a connection needs to know.
 *
 * @param concurrency calls in flight at once: the size of the pool
 * @param proxy {@code http://host:port}, or null
 * @param sslContext trust and client certificate
 * @param tlsProtocols to offer, such as {@code TLSv1.3}
 * @param resolver asked for names and IP literals right before a connection is made, once; with a
 *     proxy only for the proxy's
 */
record EndpointClientSettings(
    int concurrency,
    @Nullable URI proxy,
    SSLContext sslContext,
    List<String> tlsProtocols,
    DnsResolver resolver) {
  EndpointClientSettings {
    tlsProtocols = List.copyOf(tlsProtocols);
  }

  static EndpointClientSettings of(
      Connection connection,
      SSLContext sslContext,
      List<String> tlsProtocols,
      DnsResolver resolver) {
    return new EndpointClientSettings(
        connection.concurrency(), connection.proxy(), sslContext, tlsProtocols, resolver);
  }
}
