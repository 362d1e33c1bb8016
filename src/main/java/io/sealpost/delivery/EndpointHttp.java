package io.sealpost.delivery;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/** How the HTTP client is set up for an endpoint: every choice that is not HttpClient's default. */
final class EndpointHttp {
  /** Where the endpoint names no time: below the idle limit of common servers and balancers. */
  static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(30);

  /** A new connection looks the name up again, and the guard judges its addresses again. */
  private static final TimeValue TIME_TO_LIVE = TimeValue.ofMinutes(5);

  /**
   * A connection idle for longer is looked at before it is used, for a millisecond: a request on
   * one that the endpoint has closed would be an attempt lost.
   */
  private static final TimeValue VALIDATE_AFTER = TimeValue.ofMilliseconds(100);

  /**
   * Bytes the kernel takes off our hands. What is in there counts as written, so it is small enough
   * for the write limit to see an endpoint that does not read.
   */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  /** Of an answer: 1.6 MB of headers is the most a call can be made to hold. */
  private static final int MAX_HEADERS = 100;

  private static final int MAX_HEADER_BYTES = 16 * 1024;

  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxHeaderCount(MAX_HEADERS)
          .setMaxLineLength(MAX_HEADER_BYTES)
          .build();

  private EndpointHttp() {}

  static PoolingHttpClientConnectionManager connections(
      EndpointClientSettings settings, NameLookup lookup) {
    var builder =
        new PoolingHttpClientConnectionManagerBuilder() {
          @Override
          protected HttpClientConnectionOperator createConnectionOperator(
              SchemePortResolver ports, DnsResolver resolver, TlsSocketStrategy tls) {
            return new EndpointConnector(lookup, tls);
          }
        };
    return builder
        .setTlsSocketStrategy(tls(settings))
        .setMaxConnTotal(settings.concurrency())
        .setMaxConnPerRoute(settings.concurrency())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(LIMITS)
                .responseOutOfOrderStrategy(
                    new MonitoringResponseOutOfOrderStrategy(CallRequest.WRITE_BYTES))
                .build())
        .setDefaultSocketConfig(
            SocketConfig.custom().setTcpNoDelay(true).setSndBufSize(SEND_BUFFER_BYTES).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setTimeToLive(TIME_TO_LIVE)
                .setValidateAfterInactivity(VALIDATE_AFTER)
                .build())
        .build();
  }

  private static TlsSocketStrategy tls(EndpointClientSettings settings) {
    return new DefaultClientTlsStrategy(
        settings.sslContext(),
        settings.tlsProtocols().toArray(new String[0]),
        null,
        SSLBufferMode.STATIC,
        HostnameVerificationPolicy.BOTH,
        HttpsSupport.getDefaultHostnameVerifier());
  }

  /** A client that sends a request once, to the one host, with nothing of an earlier call in it. */
  static HttpClientBuilder client(
      EndpointClientSettings settings, PoolingHttpClientConnectionManager connections) {
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setRequestExecutor(new ObservedExecutor())
        .setConnectionReuseStrategy(
            (request, response, context) ->
                Call.of(context).writeFailure() == null
                    && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(
                        request, response, context))
        .setProxy(proxy(settings.proxy()))
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableDefaultUserAgent()
        // Else a connection with a client certificate would be used once only.
        .disableConnectionState();
  }

  private static @Nullable HttpHost proxy(@Nullable URI proxy) {
    return proxy == null
        ? null
        : new HttpHost(
            proxy.getScheme().toLowerCase(Locale.ROOT), proxy.getHost(), proxy.getPort());
  }

  /** Tells each call when its request's head has gone out and when its answer's has come in. */
  private static final class ObservedExecutor extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        @Nullable HttpResponseInformationCallback information,
        HttpContext context)
        throws IOException, HttpException {
      return new HttpRequestExecutor(LIMITS, null, Call.of(context))
          .execute(request, connection, information, context);
    }
  }
}
