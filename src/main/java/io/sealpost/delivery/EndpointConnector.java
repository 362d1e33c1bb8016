package io.sealpost.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Connects within the time a call has left. A host with several addresses gets a fair share of it
 * for each, so that one that swallows packets leaves time for the others.
 */
final class EndpointConnector extends DefaultHttpClientConnectionOperator {
  private final NameLookup lookup;

  EndpointConnector(NameLookup lookup, TlsSocketStrategy tls) {
    super(
        null,
        null,
        RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
    this.lookup = lookup;
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      @Nullable NamedEndpoint name,
      @Nullable InetSocketAddress localAddress,
      @Nullable Timeout unused,
      SocketConfig socketConfig,
      @Nullable Object attachment,
      HttpContext context)
      throws IOException {
    Call call = Call.of(context);
    InetAddress[] addresses = lookup.addresses(host.getHostName(), timeLeft(call));
    IOException earlier = null;
    for (int i = 0; i < addresses.length; i++) {
      HttpHost target =
          new HttpHost(host.getSchemeName(), addresses[i], host.getHostName(), host.getPort());
      long millis = timeLeft(call).toMillis() / (addresses.length - i);
      // Zero would mean no limit.
      Timeout share = Timeout.ofMilliseconds(Math.max(millis, 1));
      try {
        super.connect(
            connection, target, name, localAddress, share, socketConfig, attachment, context);
        return;
      } catch (SSLException e) {
        // It answers: another address would show the same certificate.
        throw e;
      } catch (IOException e) {
        if (earlier != null) {
          e.addSuppressed(earlier);
        }
        if (i == addresses.length - 1) {
          throw e;
        }
        earlier = e;
      }
    }
  }

  private static Duration timeLeft(Call call) throws SocketTimeoutException {
    Duration left = call.timeLeft();
    if (call.isExpired() || left.isNegative() || left.isZero()) {
      throw new SocketTimeoutException("no time left to connect");
    }
    return left;
  }
}
