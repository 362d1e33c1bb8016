package io.sealpost.delivery;

import io.sealpost.activation.Activation.Timeouts;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls the endpoints of one connection: each phase of a call has a hard limit, and nothing is sent
 * twice. Thread-safe.
 */
final class EndpointClient implements Closeable {
  /** In effect none: a caller waits for its place, and a place comes free within the limits. */
  private static final Timeout PLACE_TIMEOUT = Timeout.ofDays(1);

  private static final long TIMER_IDLE_SECONDS = 5;

  private final ScheduledExecutorService timer;
  private final NameLookup lookup;
  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient http;
  private volatile boolean closed;

  EndpointClient(EndpointClientSettings settings) {
    timer = timer();
    lookup = new NameLookup(settings.resolver());
    connections = EndpointHttp.connections(settings, lookup);
    http =
        EndpointHttp.client(settings, connections)
            .addExecInterceptorBefore(
                ChainElement.CONNECT.name(), "sealpost-place", EndpointClient::takePlace)
            .addExecInterceptorAfter(
                ChainElement.CONNECT.name(), "sealpost-connected", EndpointClient::connected)
            .build();
  }

  /** The client itself, for what only asks for one. */
  CloseableHttpClient http() {
    return http;
  }

  CallRequest request(GuardedRequest guarded) {
    CallRequest request = new CallRequest(guarded, timer);
    request.setConfig(config(guarded.timeouts()));
    return request;
  }

  /**
   * Makes the call, once.
   *
   * @throws CallFailedException without an answer
   */
  Answer call(HttpHost host, CallRequest request) throws CallFailedException {
    Call call = request.call();
    HttpClientContext context = HttpClientContext.create();
    call.bindTo(context);
    try {
      AnswerBody body = receive(host, request, context);
      call.end();
      return call.answer(body.bytes(), body.cut());
    } catch (CallFailedException e) {
      call.end();
      throw e.after(call.trace());
    } catch (IOException | RuntimeException e) {
      // A length or an encoding that makes no sense leaves the status as it is.
      if (call.isAnswered()) {
        call.end();
        return call.answer(new byte[0], true);
      }
      CallFailedException named = CallFailures.name(e, call, closed);
      call.end();
      throw named.after(call.trace());
    } finally {
      call.end();
    }
  }

  private AnswerBody receive(HttpHost host, CallRequest request, HttpClientContext context)
      throws IOException {
    ClassicHttpResponse response = http.executeOpen(host, request, context);
    AnswerBody body = AnswerBody.read(response.getEntity());
    if (body.cut()) {
      // Before the response is closed: that alone would read on to its end.
      request.cancel();
    }
    // Quietly, since all that is wanted of it is here.
    Closer.closeQuietly(response);
    return body;
  }

  /** Waits for a place in the pool here, so that the wait is no part of the connect phase. */
  private static ClassicHttpResponse takePlace(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Call call = Call.of(scope.clientContext);
    scope.execRuntime.acquireEndpoint(scope.exchangeId, scope.route, null, scope.clientContext);
    call.enter(Call.Phase.CONNECT);
    ClassicHttpResponse response = chain.proceed(request, scope);
    if (!call.isAnswered()) {
      // A proxy that opens no tunnel answers in the endpoint's place, and leaks its connection.
      scope.execRuntime.discardEndpoint();
      throw CallFailures.proxyRefused(call);
    }
    return response;
  }

  private static ClassicHttpResponse connected(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Call call = Call.of(scope.clientContext);
    call.enter(Call.Phase.WRITE);
    if (call.isExpired()) {
      throw new SocketTimeoutException("connected too late");
    }
    return chain.proceed(request, scope);
  }

  private static RequestConfig config(Timeouts limits) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(PLACE_TIMEOUT)
        // Idle time, should the timer ever be late; the hard limit is the call's own.
        .setResponseTimeout(Timeout.of(limits.read()))
        .setAuthenticationEnabled(false)
        .setContentCompressionEnabled(false)
        .setExpectContinueEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .setRedirectsEnabled(false)
        .setConnectionKeepAlive(EndpointHttp.KEEP_ALIVE)
        .build();
  }

  /** Connections leased, available and waited for. */
  PoolStats stats() {
    return connections.getTotalStats();
  }

  /** Breaks the calls under way: they fail with {@link CallFailure#CALL_STOPPED}. */
  @Override
  public void close() {
    closed = true;
    http.close(CloseMode.IMMEDIATE);
    connections.close(CloseMode.IMMEDIATE);
    lookup.close();
    timer.shutdownNow();
  }

  /** One thread, there only while calls are under way. */
  private static ScheduledExecutorService timer() {
    var timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "sealpost-limits"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(TIMER_IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
