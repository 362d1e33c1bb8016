package io.sealpost.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealpost.activation.Activation.Timeouts;
import io.sealpost.signature.HttpHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** Requests and clients as the tests of a call need them. */
final class TestEndpoint {
  /** Resolves to the loopback address; its certificate, where it has one, is for this name. */
  static final String HOST = "endpoint.test";

  /** A phase that is not under test never runs into its limit. */
  static final Duration LONG = Duration.ofSeconds(50);

  /** Long enough for a loaded machine to do what a test expects to succeed in it. */
  static final Duration SHORT = Duration.ofMillis(400);

  static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG);

  private TestEndpoint() {}

  static EndpointClientSettings settings() {
    try {
      return settings(SSLContext.getDefault());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static EndpointClientSettings settings(SSLContext tls) {
    return new EndpointClientSettings(
        4, null, tls, List.of("TLSv1.3", "TLSv1.2"), resolver(host -> loopback()));
  }

  static EndpointClientSettings with(EndpointClientSettings settings, Names names) {
    return new EndpointClientSettings(
        settings.concurrency(),
        settings.proxy(),
        settings.sslContext(),
        settings.tlsProtocols(),
        resolver(names));
  }

  static EndpointClientSettings throughProxy(EndpointClientSettings settings, int port) {
    return new EndpointClientSettings(
        settings.concurrency(),
        URI.create("http://proxy.test:" + port),
        settings.sslContext(),
        settings.tlsProtocols(),
        settings.resolver());
  }

  static InetAddress[] loopback() {
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  /** A port that refuses connections for as long as it is held: bound, but nobody listens. */
  static Socket boundTo(InetAddress address, int port) throws IOException {
    Socket silent = new Socket();
    silent.bind(new InetSocketAddress(address, port));
    return silent;
  }

  static GuardedRequest get(int port) {
    return request("GET", "http://" + HOST + ":" + port + "/", List.of(), "");
  }

  static GuardedRequest post(int port, String body) {
    return request("POST", "http://" + HOST + ":" + port + "/", List.of(), body);
  }

  static GuardedRequest securePost(int port, String body) {
    return request("POST", "https://" + HOST + ":" + port + "/", List.of(), body);
  }

  static GuardedRequest request(String method, String url, List<HttpHeader> headers, String body) {
    return new GuardedRequest(method, URI.create(url), headers, body.getBytes(UTF_8), PATIENT);
  }

  static GuardedRequest within(GuardedRequest request, Timeouts limits) {
    return new GuardedRequest(
        request.method(), request.url(), request.headers(), request.body(), limits);
  }

  static Answer call(EndpointClient client, GuardedRequest request) throws CallFailedException {
    return client.call(HttpHost.create(request.url()), client.request(request));
  }

  /**
   * Closes a client after it has given back every connection. A call that ran into a limit may end
   * a moment before the timer has put its connection away.
   */
  static void closeWithoutLeak(EndpointClient client) {
    try {
      await()
          .untilAsserted(
              () -> {
                assertThat(client.stats().getLeased()).isZero();
                assertThat(client.stats().getPending()).isZero();
              });
    } finally {
      client.close();
    }
  }

  /** Where names lead. */
  @FunctionalInterface
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private static DnsResolver resolver(Names names) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return names.of(host);
      }

      @Override
      public @Nullable String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }
}
