package io.sealpost.delivery;

import io.sealpost.connection.Connection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.pool.PoolStats;
import org.jspecify.annotations.Nullable;

/**
 * camel-http for one connection, with a pool, TLS and limits of its own. It has one endpoint,
 * {@code <component>:sealpost.invalid}, without options: what is called, and how long, is in the
 * guarded request that the steps before it made.
 */
public final class GuardedHttpComponent extends HttpComponent {
  /** A name that never resolves: where a route calls is not for its YAML to say. RFC 6761 §6.4. */
  private static final String PLACEHOLDER = "sealpost.invalid";

  private final EndpointClientSettings settings;
  private @Nullable EndpointClient client;

  GuardedHttpComponent(EndpointClientSettings settings) {
    this.settings = settings;
    // Else camel-http looks after a cookie store that nothing uses.
    setCookieManagementDisabled(true);
  }

  /**
   * The component of a connection, to be added to the context as {@code http-<connection>}.
   *
   * @param tlsProtocols to offer, such as {@code TLSv1.3}
   * @param resolver asked for names and IP literals right before connecting: the address guard
   */
  public static GuardedHttpComponent of(
      Connection connection,
      SSLContext sslContext,
      List<String> tlsProtocols,
      DnsResolver resolver) {
    return new GuardedHttpComponent(
        EndpointClientSettings.of(connection, sslContext, tlsProtocols, resolver));
  }

  /** Connections in use, kept alive and waited for; all zero while it is stopped. */
  public synchronized PoolStats connections() {
    return client == null ? new PoolStats(0, 0, 0, 0) : client.stats();
  }

  synchronized EndpointClient client() {
    if (client == null) {
      throw new IllegalStateException("Not started");
    }
    return client;
  }

  /**
   * For a call. Whoever waited for a place may come when its connection has been taken away.
   *
   * @throws CallFailedException {@link CallFailure#CALL_STOPPED} while it is stopped
   */
  synchronized EndpointClient runningClient() throws CallFailedException {
    if (client == null) {
      throw new CallFailedException(CallFailure.CALL_STOPPED, null, null);
    }
    return client;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    if (!remaining.equals(PLACEHOLDER) || !parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "A guarded call takes neither address nor options from its route: write "
              + uri.replaceFirst(":.*", "")
              + ":"
              + PLACEHOLDER
              + ", and put them into the activation");
    }
    return new GuardedHttpEndpoint(uri, this, URI.create("https://" + PLACEHOLDER));
  }

  @Override
  public void doStart() throws Exception {
    super.doStart();
    synchronized (this) {
      client = new EndpointClient(settings);
    }
  }

  @Override
  public void doStop() throws Exception {
    synchronized (this) {
      if (client != null) {
        client.close();
        client = null;
      }
    }
    super.doStop();
  }
}
