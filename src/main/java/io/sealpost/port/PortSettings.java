package io.sealpost.port;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a port listens.
 *
 * @param certificate PEM; null without TLS
 * @param key PEM, not encrypted; null without TLS
 */
public record PortSettings(String host, int port, @Nullable Path certificate, @Nullable Path key) {
  /** Of the request line, without its end. */
  public static final int MAX_LINE_BYTES = 8 * 1024;

  /** Of all headers together. */
  public static final int MAX_HEADER_BYTES = 8 * 1024;

  /** Without TLS. */
  public static PortSettings plain(String host, int port) {
    return new PortSettings(host, port, null, null);
  }

  HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false);
    if (certificate != null) {
      options
          .setSsl(true)
          .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(certificate.toString())
                  .setKeyPath(String.valueOf(key)));
    }
    return options;
  }
}
