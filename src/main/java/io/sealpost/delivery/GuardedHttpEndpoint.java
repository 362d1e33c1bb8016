package io.sealpost.delivery;

import java.net.URI;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.HttpClient;

/** The one endpoint of a connection's component. */
final class GuardedHttpEndpoint extends HttpEndpoint {
  private final GuardedHttpComponent component;

  GuardedHttpEndpoint(String uri, GuardedHttpComponent component, URI placeholder) {
    super(uri, component, placeholder);
    this.component = component;
    setThrowExceptionOnFailure(false);
    setSkipControlHeaders(true);
    setSkipRequestHeaders(true);
    setSkipResponseHeaders(true);
  }

  @Override
  public Producer createProducer() {
    return new GuardedHttpProducer(this, component);
  }

  /** The component's, so that all of a connection shares one pool; it closes it, too. */
  @Override
  public HttpClient getHttpClient() {
    return component.client().http();
  }
}
